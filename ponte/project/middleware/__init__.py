"""What every request passes: health, clean input, row context."""
