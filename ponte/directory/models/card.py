"""A service card (scheda servizio): the eight blocks of the source, and the added ones."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ponte.directory.models.listing import LISTING_PUBLIC, Listing, codes
from ponte.directory.states import ListingState
from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy


class CostUnit(models.TextChoices):
    """What a price is for."""

    ONCE = "once", _("once")
    HOUR = "hour", _("an hour")
    DAY = "day", _("a day")
    WEEK = "week", _("a week")
    MONTH = "month", _("a month")
    YEAR = "year", _("a year")
    VISIT = "visit", _("a visit")
    MEAL = "meal", _("a meal")


@tracked(in_bulk=True)
class ServiceCard(Listing):
    """One service that a person can ask for, and how.

    Blocks: type of service, target, contents, organization, how it is used, place, costs,
    contacts. `provider_name` stands where a source names a provider that is no organization
    here. Codes are those of `directory/data`.
    """

    organization = models.ForeignKey(
        "organizations.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    provider_name = models.CharField(max_length=250, blank=True)
    name = models.CharField(max_length=150)
    summary = models.CharField(max_length=280, blank=True)
    description = models.TextField(max_length=6000, blank=True)
    categories = codes()
    service_type = models.CharField(max_length=40, blank=True)
    target_groups = codes()
    eligibility = models.TextField(max_length=2000, blank=True)
    min_age = models.PositiveSmallIntegerField(null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(null=True, blank=True)
    how_to = models.TextField(max_length=3000, blank=True)
    who_may_ask = codes()
    delivery_modes = codes()
    access_modes = codes()
    required_documents = models.TextField(max_length=2000, blank=True)
    outcome = models.TextField(max_length=3000, blank=True)
    hours_note = models.TextField(max_length=1000, blank=True)
    waiting_time = models.CharField(max_length=120, blank=True)
    places = models.PositiveIntegerField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    campaign = models.CharField(max_length=80, blank=True)
    fee_kind = models.CharField(max_length=20, blank=True)
    fee_note = models.TextField(max_length=1000, blank=True)
    payment_methods = codes()
    accepts_welfare_credit = models.BooleanField(null=True, blank=True)
    tuir_codes = codes()
    conditions = models.TextField(max_length=3000, blank=True)
    booking_url = models.URLField(blank=True)
    languages = codes(5)
    accessibility = codes()

    privacy = privacy(
        public=LISTING_PUBLIC + "organization provider_name name summary description categories "
        "service_type target_groups eligibility min_age max_age how_to who_may_ask "
        "delivery_modes access_modes required_documents outcome hours_note waiting_time places "
        "valid_from valid_to campaign fee_kind fee_note payment_methods accepts_welfare_credit "
        "tuir_codes conditions booking_url languages accessibility"
    )

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False) | ~Q(provider_name=""),
                name="card_has_a_provider",
            ),
            models.CheckConstraint(
                condition=Q(min_age__isnull=True)
                | Q(max_age__isnull=True)
                | Q(min_age__lte=F("max_age")),
                name="card_ages_in_order",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=F("valid_to")),
                name="card_season_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state=ListingState.PUBLISHED) | Q(published_at__isnull=False),
                name="card_published_says_when",
            ),
            models.CheckConstraint(
                condition=Q(origin="provider") | ~Q(source="") & Q(source_date__isnull=False),
                name="card_source_unless_own_words",
            ),
        ]
        indexes = [models.Index(fields=["organization"], name="card_by_organization")]

    def __str__(self) -> str:
        return self.name


@tracked(in_bulk=True)
class CardPlace(models.Model):
    """Where a service is given."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    card = models.ForeignKey(ServiceCard, on_delete=models.CASCADE, related_name="card_places")
    name = models.CharField(max_length=160, blank=True)
    address = models.CharField(max_length=200, blank=True)
    cap = models.CharField(max_length=5, blank=True)
    municipality = models.ForeignKey(
        "territory.Municipality", on_delete=models.PROTECT, related_name="+"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    privacy = privacy(public="id card name address cap municipality latitude longitude order")

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name or self.address


class ContactKind(models.TextChoices):
    """The ways of reaching a provider."""

    PHONE = "phone"
    EMAIL = "email"
    WEBSITE = "website"


@tracked(in_bulk=True)
class CardContact(models.Model):
    """A published phone, address or site of a service; a person's name only as a role."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    card = models.ForeignKey(ServiceCard, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10, choices=ContactKind)
    value = models.CharField(max_length=200)
    label = models.CharField(max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    privacy = privacy(public="id card kind value label order")

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.value


@tracked()
class CardHours(models.Model):
    """One opening of one weekday, Monday = 0."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    card = models.ForeignKey(ServiceCard, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    privacy = privacy(public="id card weekday opens closes")

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="card_hours_weekday"),
            models.CheckConstraint(
                condition=Q(opens__lt=F("closes")), name="card_hours_open_before_close"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}-{self.closes}"


@tracked(in_bulk=True)
class CardCost(models.Model):
    """One price of a service: for whom or what, how many euros, for how much of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    card = models.ForeignKey(ServiceCard, on_delete=models.CASCADE, related_name="cost_options")
    label = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    unit = models.CharField(max_length=10, choices=CostUnit)
    order = models.PositiveSmallIntegerField(default=0)

    privacy = privacy(public="id card label amount unit order")

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="card_cost_is_no_debt"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.amount}"
