"""What is asked about an organization and by whom; shapes of input, no decisions."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.kit.lines import Line
from ponte.kit.lists import Narrowing
from ponte.organizations import permissions
from ponte.organizations.actions.qualifications import Statement
from ponte.organizations.actions.sites import SiteFacts
from ponte.organizations.queries.claims import CLAIM, LATE, REQUEST
from ponte.organizations.queries.members import roles_held_in
from ponte.organizations.queries.organizations import KEEPER, MEMBER, NOT_TOLD, TOLD, proven_kinds
from ponte.organizations.rules.facts import LONGEST, OrganizationFacts
from ponte.organizations.rules.vocabulary import kinds, legal_forms
from ponte.organizations.states import Proof, RequestState
from ponte.territory.public import find_places, municipality_by_code


def _line(label, most: int = 200, **attrs) -> Line:
    required = attrs.pop("required", False)
    hint = attrs.pop("hint", "")
    widget = forms.TextInput(attrs=attrs)
    return Line(label=label, max_length=most, required=required, help_text=hint, widget=widget)


def _lines(label, *, required=False, hint="", rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=2000, required=required, help_text=hint, widget=widget
    )


def _day(label, *, required=False, hint="") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=hint, widget=widget)


class Town(Line):
    """A municipality by its name; the value is the municipality."""

    def __init__(self, **options):
        address = reverse_lazy("organizations:place-suggest")
        options.setdefault(
            "widget", forms.TextInput(attrs={"data-ponte-suggest": address, "autocomplete": "off"})
        )
        super().__init__(max_length=120, **options)

    def clean(self, value):
        text = super().clean(value).strip()
        if not text:
            return None
        found = find_places(text, 6, "M")
        named = [
            one for one in found if text.casefold() in (one.label.casefold(), one.name.casefold())
        ]
        if len(named) == 1 or len(found) == 1:
            return municipality_by_code((named or found)[0].code[1:])
        if not found:
            raise ValidationError(_("We know no municipality of this name."))
        raise ValidationError(
            _("Which one do you mean: %(names)s?"),
            params={"names": ", ".join(one.label for one in named or found)},
        )


def town_label(municipality) -> str:
    """Return the text that leads back to the same municipality."""
    return f"{municipality.name} ({municipality.province.acronym})" if municipality else ""


class OrganizationForm(forms.Form):
    """The facts of an organization."""

    name = _line(_("Name of the organization"), LONGEST["name"], required=True)
    tax_code = _line(
        _("Tax code"),
        20,
        inputmode="numeric",
        hint=_("Eleven digits. This or the VAT number is needed."),
    )
    vat_number = _line(
        _("VAT number"), 20, inputmode="numeric", hint=_("Only if it differs, or instead.")
    )
    runts_number = _line(
        _("Number in RUNTS"), 30, hint=_("The “repertorio” of the third sector, for example 12345.")
    )
    rea_number = _line(
        _("REA number"), 30, hint=_("Chamber of commerce and number, for example CN-123456.")
    )
    legal_form = forms.ChoiceField(label=_("Legal form"), required=False)
    municipality = Town(label=_("Municipality of the head office"), required=False)
    address = _line(_("Street and number"), LONGEST["address"])
    phone = _line(_("Phone"), LONGEST["phone"], inputmode="tel")
    email = _line(
        _("E-mail address of the organization"),
        LONGEST["email"],
        inputmode="email",
        hint=_("Shown on its public page. Not a person's own address."),
    )
    website = _line(_("Web site"), LONGEST["website"], inputmode="url")
    why = {
        "tax_code": _("So that no organization is on the list twice, and nobody takes another's."),
        "email": _(
            "So that it can be reached. Proof codes go only to an address the office wrote."
        ),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        forms_ = [(one.code, one.label) for one in legal_forms().values()]
        self.fields["legal_form"].choices = [("", _("Not said")), *forms_]

    @classmethod
    def told(cls, organization) -> dict:
        """Return what the form shows for an organization that is already here."""
        copied = (
            "name tax_code vat_number runts_number rea_number legal_form address phone email "
            "website"
        )
        told = {name: getattr(organization, name) for name in copied.split()}
        return {**told, "municipality": town_label(organization.municipality)}

    def facts(self, **more) -> OrganizationFacts:
        data = dict(self.cleaned_data)
        town = data.pop("municipality")
        return OrganizationFacts(**data, municipality_id=town.pk if town else None, **more)


class SiteForm(forms.Form):
    """A place where the organization works or receives people."""

    name = _line(_("What is there"), 160, hint=_("For example: Day centre, Head office."))
    address = _line(_("Street and number"), 200, required=True)
    cap = _line(_("Postal code"), 5, inputmode="numeric")
    municipality = Town(label=_("Municipality"))
    phone = _line(_("Phone"), 40, inputmode="tel")

    @classmethod
    def told(cls, site) -> dict:
        told = {name: getattr(site, name) for name in ("name", "address", "cap", "phone")}
        return {**told, "municipality": town_label(site.municipality)}

    def facts(self) -> SiteFacts:
        data = dict(self.cleaned_data)
        return SiteFacts(municipality_id=data.pop("municipality").pk, **data)


class StatementForm(forms.Form):
    """What an organization is in law, and where it can be checked."""

    kind = forms.ChoiceField(label=_("What it is"))
    source = _line(_("Register or document"), 200, hint=_("Where anybody can check it."))
    reference = _line(_("Number or section in it"), 120)
    stated_on = _day(_("Stated on"), required=True)
    valid_until = _day(_("Valid until"))
    document_year = forms.IntegerField(
        label=_("Year of the last yearly document"),
        required=False,
        help_text=_("Only benefit companies and social start-ups: the year it is about."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.code, one.label) for one in kinds().values()]
        self.fields["stated_on"].initial = timezone.localdate

    def statement(self) -> Statement:
        return Statement(**self.cleaned_data)


class VerifyForm(forms.Form):
    """What the office saw."""

    source = _line(_("What you looked at"), 200, required=True)
    valid_until = _day(_("Valid until"))
    document_year = forms.IntegerField(label=_("Year of the last yearly document"), required=False)


def role_choices(proven: set[str]) -> list[tuple[str, str]]:
    """Return the roles that may be held on an organization shown to be these."""
    found = permissions.roles_fitting(proven)
    return [(code, str(role.label)) for code, role in found.items()]


class WithRole(forms.Form):
    """A form that offers only the roles which may be held on this organization."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(proven_kinds(organization))


class InviteForm(WithRole):
    """Whom to invite, in which role."""

    email = _line(_("E-mail address"), 254, required=True, inputmode="email")
    field_order = ("email", "role")


class AskForm(WithRole):
    """A request to be let in."""

    role = forms.ChoiceField(label=_("What you want to do there"))
    message = _lines(_("A few words to its members"), hint=_("They see your name and this."))


class AnswerForm(forms.Form):
    """Yes, or no with a reason."""

    accept = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    answer = _lines(_("What to write to the person"), hint=_("Needed when the answer is no."))

    def words(self) -> dict:
        return {
            "accept": self.cleaned_data["accept"] == "yes",
            "answer": self.cleaned_data["answer"],
        }


class AccessAnswerForm(WithRole, AnswerForm):
    """Yes in a role, or no with a reason."""

    role = forms.ChoiceField(label=_("In which role"), required=False)
    field_order = ("accept", "answer", "role")

    def words(self) -> dict:
        return {**super().words(), "role": self.cleaned_data["role"]}


class ClaimForm(forms.Form):
    """Who you are there, and how you show it."""

    function = _line(
        _("What you do for the organization"),
        120,
        required=True,
        hint=_("For example: chair, director, office."),
    )
    proof = forms.ChoiceField(label=_("How you show it"), widget=forms.RadioSelect)
    message = _lines(
        _("Explanation for the platform's office"),
        hint=_("Say where it can be checked: statute, register, web page. Attach nothing private."),
    )
    why = {
        "proof": _("So that nobody speaks for an organization that is not theirs."),
    }

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        ways = [(Proof.DOCUMENT.value, Proof.DOCUMENT.label)]
        if organization.takes_codes:
            ways.insert(0, (Proof.EMAIL_CODE.value, Proof.EMAIL_CODE.label))
        self.fields["proof"].choices = ways
        self.fields["proof"].initial = ways[0][0]
        self.fields["message"].required = not organization.takes_codes


class ClaimsNarrowed(Narrowing):
    """The filters of the office's claims; those that wait come without being asked."""

    standing = {"state": RequestState.ASKED}

    words = _line(_("Words in the organization or its town"), 100)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[
            ("", _("All")),
            (CLAIM, _("Claim")),
            (REQUEST, _("Request that nobody answered")),
        ],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), (LATE, _("late")), *RequestState.choices],
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("waiting", _("Late ones first, then the oldest")),
            ("newest", _("Newest first")),
            ("name", _("By organization")),
        ],
    )


class CodeForm(forms.Form):
    """The code that the organization's own address received."""

    code = _line(_("Code"), 20, required=True, inputmode="numeric", autocomplete="one-time-code")


class KeptNarrowed(Narrowing):
    """The filters of the listings that an organization keeps for others."""

    words = _line(_("Words in the name or the town"), 100)
    told = forms.ChoiceField(
        label=_("Told"),
        required=False,
        choices=[("", _("All")), (TOLD, _("told")), (NOT_TOLD, _("not told yet"))],
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("name", _("By organization")), ("newest", _("Newest first"))],
    )


class MineNarrowed(Narrowing):
    """The filters of the organizations that I work for."""

    words = _line(_("Words in the name or the town"), 100)
    held = forms.ChoiceField(
        label=_("What I am there"),
        required=False,
        choices=[("", _("All")), (MEMBER, _("member")), (KEEPER, _("kept on its behalf"))],
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("name", _("By organization")), ("town", _("By town"))],
    )


class MembersNarrowed(Narrowing):
    """The filters of who acts for an organization."""

    words = _line(_("Words in the name"), 100)
    role = forms.ChoiceField(label=_("Role"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("longest", _("Longest there first")),
            ("newest", _("Newest first")),
            ("name", _("By name")),
        ],
    )

    def __init__(self, asked, *, organization):
        super().__init__(asked)
        self.auto_id = "narrow_%s"  # the form that invites, on the same page, has a role too
        self.fields["role"].choices = [("", _("All")), *roles_held_in(organization)]


class ToldForm(forms.Form):
    """When a member was told on paper or by word that its listings are kept."""

    on = _day(_("It was told on"), required=True, hint=_("The day on which you handed it over."))


class KeepForm(forms.Form):
    """Whose listings to keep, and on what ground."""

    kept = _line(
        _("Tax code of the member"),
        20,
        required=True,
        inputmode="numeric",
        hint=_("Eleven digits. The organization must be on the list and unclaimed."),
    )
    ground = _line(
        _("On what ground"),
        300,
        required=True,
        hint=_("Its readers see this. For example: member of the consortium since 2019."),
    )
