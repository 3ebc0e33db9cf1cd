"""Free areas made of municipalities: a social district, a valley network, a consortium."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.territory.models.municipality import Municipality


class AreaKind(models.TextChoices):
    """What holds the municipalities of an area together."""

    SOCIAL_DISTRICT = "social_district", _("Social district")
    VALLEY_NETWORK = "valley_network", _("Valley network")
    CONSORTIUM_AREA = "consortium_area", _("Consortium area")
    OTHER = "other", _("Other area")


class Area(models.Model):
    """A named set of municipalities, with the source that says who belongs to it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20, choices=AreaKind)
    name = models.CharField(max_length=160)
    slug = models.SlugField(max_length=100, unique=True)
    source = models.CharField(max_length=300, blank=True)
    source_year = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(blank=True)
    is_complete = models.BooleanField(default=True)
    municipalities = models.ManyToManyField(Municipality, related_name="areas")

    privacy = privacy(public="id kind name slug source source_year note is_complete municipalities")

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name
