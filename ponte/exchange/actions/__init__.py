"""What happens to an import: uploaded, mapped, staged, applied, undone, forgotten."""
