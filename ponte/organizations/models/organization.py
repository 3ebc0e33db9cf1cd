"""An organization, its sites and what it is qualified as."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.organizations.states import Origin, Standing


@tracked(in_bulk=True)
class Organization(models.Model):
    """A legal entity; unclaimed until a person shows to act for it.

    `email_unproven`: whoever wrote the address last is not of the platform's office, so a code
    sent there shows nothing about who reads it.

    `legal_form` and qualification kinds are codes of `organizations/data`. Tax identifiers are
    stored as normalised text: "00893140400" keeps its zeros. `runts_number` is the record in the
    register of the third sector, `rea_number` chamber and number of the business register.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=160, unique=True)
    sort_key = models.CharField(max_length=250, blank=True)
    legal_form = models.CharField(max_length=40, blank=True)
    tax_code = models.CharField(max_length=16, blank=True)
    vat_number = models.CharField(max_length=11, blank=True)
    runts_number = models.CharField(max_length=7, blank=True)
    rea_number = models.CharField(max_length=10, blank=True)
    municipality = models.ForeignKey(
        "territory.Municipality", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    email_unproven = models.BooleanField(default=False)
    website = models.URLField(blank=True)
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.PROVIDER)
    source = models.CharField(max_length=200, blank=True)
    source_date = models.DateField(null=True, blank=True)
    source_url = models.URLField(blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        public="id name slug sort_key legal_form tax_code vat_number runts_number "
        "rea_number municipality address phone "
        "email website origin source source_date source_url claimed_at closed_at",
        internal="created_at email_unproven",
    )

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tax_code"],
                condition=~Q(tax_code=""),
                name="organization_tax_code_once",
            ),
            models.CheckConstraint(
                condition=Q(origin=Origin.PROVIDER) | ~Q(source=""),
                name="organization_source_unless_own_words",
            ),
            models.CheckConstraint(
                condition=Q(runts_number="") | Q(runts_number__regex=r"^[1-9]\d{0,6}$"),
                name="organization_runts_number_is_digits",
            ),
            models.CheckConstraint(
                condition=Q(rea_number="") | Q(rea_number__regex=r"^[A-Z]{2}-[1-9]\d{0,6}$"),
                name="organization_rea_number_has_a_chamber",
            ),
        ]
        indexes = [models.Index(fields=["vat_number"], name="organization_by_vat_number")]

    def __str__(self) -> str:
        return self.name

    @property
    def takes_codes(self) -> bool:
        """Say whether a code sent to its address shows that a claim is right."""
        return bool(self.email) and not self.email_unproven


@tracked()
class Site(models.Model):
    """A place where an organization works or receives people."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="sites")
    name = models.CharField(max_length=160, blank=True)
    address = models.CharField(max_length=200)
    cap = models.CharField(max_length=5, blank=True)
    municipality = models.ForeignKey(
        "territory.Municipality", on_delete=models.PROTECT, related_name="+"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    privacy = privacy(
        public="id organization name address cap municipality latitude longitude phone"
    )

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name or self.address


@tracked(in_bulk=True)
class Qualification(models.Model):
    """What an organization is in law or register, who says so, since when, until when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="qualifications"
    )
    kind = models.CharField(max_length=40)
    standing = models.CharField(max_length=15, choices=Standing, default=Standing.DECLARED)
    reference = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=200, blank=True)
    stated_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    document_year = models.PositiveSmallIntegerField(null=True, blank=True)
    verified_by = models.CharField(max_length=160, blank=True)
    verified_by_id = models.UUIDField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)

    privacy = privacy(
        public="id organization kind standing reference source stated_on valid_until "
        "document_year verified_on",
        personal="verified_by verified_by_id",
    )

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind"], name="qualification_once_per_kind"
            ),
            models.CheckConstraint(
                condition=~Q(standing=Standing.VERIFIED)
                | Q(verified_on__isnull=False) & ~Q(verified_by=""),
                name="qualification_verified_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(standing=Standing.FROM_REGISTER) | ~Q(source=""),
                name="qualification_from_register_names_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.standing})"
