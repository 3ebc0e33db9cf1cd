"""Places as plain values: finding them by what people type, distances, shapes to draw."""
