"""People who sign in: sign-in, preferences, language. Nothing about what they do here."""
