"""A social enterprise as a supplier: who it is, what it sells, for whom it worked."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ponte.directory.models.listing import LISTING_PUBLIC, Listing, codes
from ponte.directory.states import ListingState
from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy


@tracked(in_bulk=True)
class Enterprise(Listing):
    """The public profile of one organization as a supplier.

    The type of enterprise is not typed here: it is derived from the organization's
    qualifications, so that nobody becomes a type-B co-operative by saying so.
    `certifications_seen` holds, by name, the day and the proof of each certificate that the
    office has looked at; the others are declared. Another name is another certificate.
    """

    organization = models.OneToOneField(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    tagline = models.CharField(max_length=160, blank=True)
    description = models.TextField(max_length=6000, blank=True)
    prevailing_mission = models.CharField(max_length=40, blank=True)
    other_missions = codes()
    capacity_note = models.TextField(max_length=1000, blank=True)
    crew_hours_week = models.PositiveIntegerField(null=True, blank=True)
    lead_time_days = models.PositiveSmallIntegerField(null=True, blank=True)
    minimum_lot = models.CharField(max_length=120, blank=True)
    staff = models.PositiveIntegerField(null=True, blank=True)
    disadvantaged_share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    disadvantaged_share_standing = models.CharField(max_length=15, blank=True)
    disadvantaged_share_on = models.DateField(null=True, blank=True)
    disadvantaged_share_proof = models.CharField(max_length=20, blank=True)
    certifications = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    certifications_seen = models.JSONField(default=dict, blank=True)
    art14_ready = models.BooleanField(null=True, blank=True)
    languages = codes(5)

    privacy = privacy(
        public=LISTING_PUBLIC + "organization tagline description prevailing_mission "
        "other_missions capacity_note crew_hours_week lead_time_days minimum_lot staff "
        "disadvantaged_share disadvantaged_share_standing disadvantaged_share_on "
        "disadvantaged_share_proof certifications certifications_seen art14_ready languages"
    )

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(disadvantaged_share__isnull=True)
                | Q(disadvantaged_share__gte=0, disadvantaged_share__lte=100),
                name="enterprise_share_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(disadvantaged_share__isnull=True) | ~Q(disadvantaged_share_standing=""),
                name="enterprise_share_says_its_standing",
            ),
            models.CheckConstraint(
                condition=Q(disadvantaged_share_proof="")
                | Q(disadvantaged_share_standing="verified", disadvantaged_share_on__isnull=False),
                name="enterprise_share_proof_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=ListingState.PUBLISHED) | Q(published_at__isnull=False),
                name="enterprise_published_says_when",
            ),
            models.CheckConstraint(
                condition=Q(origin="provider") | ~Q(source="") & Q(source_date__isnull=False),
                name="enterprise_source_unless_own_words",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


@tracked(in_bulk=True)
class Offer(models.Model):
    """A product or service on sale, under plain-language categories with CPV and ATECO."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="offers")
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=150)
    description = models.TextField(max_length=2000, blank=True)
    category = models.CharField(max_length=40)
    cpv = codes(10)
    ateco = codes(10)
    order = models.PositiveSmallIntegerField(default=0)

    privacy = privacy(public="id enterprise kind name description category cpv ateco order")

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["product", "service"]), name="offer_is_product_or_service"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Reference(models.Model):
    """A client for whom the enterprise worked, as declared or as confirmed by the client.

    `confirmed_by` names who answered for the client: an organization that is here, or the domain
    of the address that the letter went to. `is_checked` says that it is known who that is; else
    the address may be a second one of the enterprise itself, and readers are told so. A reference
    that its client denied is not shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="references")
    client_name = models.CharField(max_length=200)
    what = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    client = models.ForeignKey(
        "organizations.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    asked_on = models.DateField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=250, blank=True)
    is_checked = models.BooleanField(default=False)
    denied_on = models.DateField(null=True, blank=True)

    privacy = privacy(
        public="id enterprise client_name what year client confirmed_on confirmed_by is_checked",
        internal="asked_on denied_on",
    )

    class Meta:
        ordering = ["-year", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True, confirmed_by="")
                | Q(confirmed_on__isnull=False) & ~Q(confirmed_by=""),
                name="reference_confirmed_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(is_checked=False) | Q(confirmed_on__isnull=False),
                name="reference_checked_once_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | Q(denied_on__isnull=True),
                name="reference_is_not_both_confirmed_and_denied",
            ),
        ]

    def __str__(self) -> str:
        return self.client_name
