"""What is asked of people who sign in. `entrance` is left to settings: it needs allauth whole."""

from ponte.accounts.forms.own import NameAtSignup, PreferencesForm

__all__ = ["NameAtSignup", "PreferencesForm"]
