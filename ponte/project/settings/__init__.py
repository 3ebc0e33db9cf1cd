"""Settings: `base` for all, `dev` for the demonstration, `test`, `prod`."""
