"""How allauth's sign-in fits the house."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Addresses are kept in lower case, so that one person is one row."""

    def clean_email(self, email: str) -> str:
        return super().clean_email(email).strip().lower()

    def populate_username(self, request, user):
        """There is no user name to fill."""
