"""Municipalities, their provinces and regions, and the codes they had before."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy


class Region(models.Model):
    """One of the twenty regions; `code` is ISTAT's two digits."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=60)
    slug = models.SlugField(max_length=60, unique=True)

    privacy = privacy(public="id code name slug")

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name


class Province(models.Model):
    """A province or metropolitan city; `code` is ISTAT's three digits, `acronym` the plate's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=3, unique=True)
    acronym = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=60)
    slug = models.SlugField(max_length=60, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="provinces")

    privacy = privacy(public="id code acronym name slug region")

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """A municipality as it is today; older codes lead here through `CodeChange`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    istat_code = models.CharField(max_length=6, unique=True)
    istat_code_2023 = models.CharField(max_length=6, blank=True)
    belfiore = models.CharField(max_length=4, blank=True)
    name = models.CharField(max_length=80)
    name_other = models.CharField(max_length=80, blank=True)
    slug = models.SlugField(max_length=100, unique=True)
    sort_key = models.CharField(max_length=100)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="municipalities")
    caps = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    population = models.PositiveIntegerField(null=True)
    area_km2 = models.FloatField(null=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    is_province_capital = models.BooleanField(default=False)
    is_region_capital = models.BooleanField(default=False)

    privacy = privacy(
        public="id istat_code istat_code_2023 belfiore name name_other slug sort_key province "
        "caps population area_km2 latitude longitude is_province_capital is_region_capital"
    )

    class Meta:
        ordering = ["sort_key", "istat_code"]
        indexes = [
            models.Index(fields=["istat_code_2023"], name="municipality_by_2023_code"),
            models.Index(fields=["belfiore"], name="municipality_by_belfiore"),
        ]

    def __str__(self) -> str:
        return self.name


class CodeChange(models.Model):
    """An ISTAT code that is no longer in use, and the municipality that answers for it now."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    old_code = models.CharField(max_length=6)
    old_belfiore = models.CharField(max_length=4, blank=True)
    old_name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="old_codes"
    )

    privacy = privacy(public="id old_code old_belfiore old_name kind municipality")

    class Meta:
        ordering = ["old_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["old_code", "municipality"], name="code_change_once_per_successor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_code} {self.old_name}"
