"""The forms one signs in by: allauth's own, in the words of the house."""

from allauth.account import forms as theirs
from allauth.core import context
from django.utils.translation import gettext_lazy as _

from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.kit.limits.letters import count_letter


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


class CausesLetter:
    """Beside allauth's form: what is right in it sends a letter, and letters are counted."""

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            try:
                _count(context.request)
            except RuleBroken as broken:
                self.add_error(None, str(broken))
        return cleaned


def _count(request) -> None:
    signed_in = request.user.is_authenticated
    by = Actor.of_person(request.user) if signed_in else Actor.anonymous()
    count_letter(by=by, address=request.META.get("REMOTE_ADDR", ""))


class SignIn(theirs.LoginForm):
    """By password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(self)


class SignUp(CausesLetter, theirs.SignupForm):
    """A new account."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(self)


class AskForCode(CausesLetter, theirs.RequestLoginCodeForm):
    """A code by e-mail."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(self)


class ForgotPassword(CausesLetter, theirs.ResetPasswordForm):
    """A way back for whoever forgot the password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(self)


class AddAddress(CausesLetter, theirs.AddEmailForm):
    """One more address of one's own, which is written to before it counts."""
