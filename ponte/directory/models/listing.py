"""What both kinds of listing share: address, state, origin, freshness, area served."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.directory.states import ListingState, TranslationStatus
from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy


class ListingOrigin(models.TextChoices):
    """Who wrote a listing: the guard binds providers, the others show what is not confirmed."""

    PROVIDER = "provider", _("written by the provider")
    IMPORTED = "imported", _("imported from open data")
    DOCUMENT = "document", _("taken from a document")


def codes(length: int = 40) -> ArrayField:
    """Return a list of codes of one of the catalogues in `directory/data`."""
    return ArrayField(models.CharField(max_length=length), default=list, blank=True)


class Listing(models.Model):
    """The bones of a listing.

    `served` holds codes of places: IT, R<region>, P<province>, M<municipality>, A<area slug>.
    `content_version` grows with every change a reader could see; the page's ETag is made of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=160, unique=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="it")
    state = models.CharField(max_length=10, choices=ListingState, default=ListingState.DRAFT)
    origin = models.CharField(max_length=10, choices=ListingOrigin, default=ListingOrigin.PROVIDER)
    source = models.CharField(max_length=200, blank=True)
    source_date = models.DateField(null=True, blank=True)
    source_locator = models.CharField(max_length=200, blank=True)
    not_confirmed = codes()
    served = codes(110)
    verified_on = models.DateField(null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(default=6)
    content_version = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


LISTING_PUBLIC = (
    "id slug language state origin source source_date source_locator not_confirmed served "
    "verified_on review_months content_version published_at created_at changed_at "
)


@tracked()
class Translation(models.Model):
    """A listing's texts in one more language: `texts` maps field names to text."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    listing_id = models.UUIDField()
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    texts = models.JSONField(default=dict)
    status = models.CharField(
        max_length=10, choices=TranslationStatus, default=TranslationStatus.DRAFT
    )
    source_revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(public="id listing_id language texts status source_revision changed_at")

    class Meta:
        ordering = ["listing_id", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing_id", "language"], name="translation_once_per_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} {self.language}"
