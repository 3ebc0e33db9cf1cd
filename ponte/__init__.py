"""Ponte: where a territory's needs meet its social economy, followed to the outcome."""
