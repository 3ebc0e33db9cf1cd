"""The forms one signs in by: allauth's own, in the words of the house."""

from allauth.account import forms as theirs
from django.utils.translation import gettext_lazy as _


def _reword(form) -> None:
    """Call the address the same everywhere, and say what staying signed in means."""
    for name in ("login", "email"):
        if name in form.fields:
            form.fields[name].label = _("E-mail address")
    if "remember" in form.fields:
        form.fields["remember"].label = _("Keep me signed in on this device")
    if "password1" in form.fields:
        form.fields["password1"].label = _("Password")
        form.fields["password1"].help_text = _(
            "If you leave it empty, a code comes by e-mail each time. Else at least 12 signs."
        )


class SignIn(theirs.LoginForm):
    """By password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(self)


class SignUp(theirs.SignupForm):
    """A new account."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(self)


class AskForCode(theirs.RequestLoginCodeForm):
    """A code by e-mail."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(self)


class ForgotPassword(theirs.ResetPasswordForm):
    """A way back for whoever forgot the password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(self)
