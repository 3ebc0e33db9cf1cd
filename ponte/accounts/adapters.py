"""How allauth's sign-in fits the house."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError

from ponte.accounts import actions
from ponte.accounts.queries.codes import code_opened
from ponte.kit.actor import Actor


class AccountAdapter(DefaultAccountAdapter):
    """Addresses are kept in lower case, so that one person is one row."""

    def clean_email(self, email: str) -> str:
        return super().clean_email(email).strip().lower()

    def populate_username(self, request, user):
        """There is no user name to fill."""

    def pre_authenticate(self, request, **credentials):
        """Answer 429 to one failed attempt too many, as other limits do."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            raise ImmediateHttpResponse(respond_429(request)) from None

    def post_login(self, request, user, **kwargs):
        """Keep in the journal that this person signed in."""
        actions.note_sign_in(person=user, by=Actor.of_person(user))
        return super().post_login(request, user, **kwargs)


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of one-time codes and recovery codes are sealed in the database."""

    def encrypt(self, text: str) -> str:
        """Seal for whoever is signed in: nobody sets up codes for somebody else."""
        return actions.seal_code(text=text, person=context.request.user.pk)

    def decrypt(self, encrypted_text: str) -> str:
        return code_opened(encrypted_text)
