"""A person who signs in; workers, callers and employees are records of other contexts."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy


class PersonManager(BaseUserManager):
    """What Django's authentication asks of a user model's manager, and no more."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "Person":
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who can sign in: by an e-mail address, or by a card where there is none."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="it")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="id language is_active created_at",
        personal="email name password last_login",
    )

    objects = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="person_email_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or ""
