"""How allauth's sign-in fits the house."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.urls import reverse

from ponte.accounts import actions
from ponte.accounts.models import Card
from ponte.accounts.queries.codes import code_opened
from ponte.accounts.rules import SESSION_KEY
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


def enter_by_card(request, card: Card):
    """Sign in whoever opened this card, on the same path as everybody: stages, session, journal."""
    record_authentication(request, card.person, method="card")
    login = Login(
        user=card.person,
        email_verification=EmailVerificationMethod.NONE,
        redirect_url=reverse("home"),
    )
    answer = perform_login(request, login)
    if request.user.is_authenticated:
        request.session[SESSION_KEY] = {"card": str(card.pk), "seen": int(time.time())}
        request.session.set_expiry(0)
    return answer
