"""The shape of what is typed: the file with its origin, and what each column means."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.exchange.importers.fields import Kind
from ponte.exchange.importers.kinds import KINDS
from ponte.kit.lines import Line
from ponte.kit.lists import Narrowing
from ponte.kit.spreadsheets.uploads import too_big

PLATFORM = "platform"


class RunsNarrowed(Narrowing):
    """The filters of the list of imports."""

    words = Line(label=_("Words in the file or its source"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            ("waiting", _("waiting for somebody")),
            ("working", _("at work")),
            ("applied", _("applied")),
            ("failed", _("stopped by a problem")),
            ("over", _("cancelled or undone")),
        ],
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("newest", _("Newest first")),
            ("oldest", _("Oldest first")),
            ("name", _("By file")),
            ("source_date", _("By the day of the data")),
        ],
    )

    def __init__(self, asked):
        super().__init__(asked)
        kinds = [(kind.code, kind.label) for kind in KINDS.values()]
        self.fields["kind"].choices = [("", _("All")), *kinds]


class UploadForm(forms.Form):
    """Which lines, for whom, from where and of which day."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("CSV, XLSX or ODS. The first line names the columns."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.ods"}),
    )
    kind = forms.ChoiceField(label=_("What the lines are about"), widget=forms.RadioSelect)
    whose = forms.ChoiceField(label=_("You import for"))
    source = Line(
        label=_("Where the lines come from"),
        max_length=200,
        help_text=_("For example: Albo regionale delle cooperative sociali, sezione B."),
    )
    source_date = forms.DateField(
        label=_("Day of the data"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    is_complete = forms.BooleanField(
        label=_("The file holds all that this source has: what is missing leaves the results"),
        required=False,
    )
    erases = forms.BooleanField(
        label=_("An empty cell empties the field; otherwise what is there stays"), required=False
    )
    confirms = forms.BooleanField(
        label=_("These are my organization's own facts, and they are right today"), required=False
    )
    why = {
        "source": _("Every imported page says where it comes from."),
        "source_date": _("Readers see how old the data are."),
        "is_complete": _(
            "Leave this empty when you send only some lines, such as the ones you mended."
        ),
    }

    def __init__(self, *args, owners: list[tuple[str, str]], too_large: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        self.fields["kind"].choices = [(kind.code, kind.label) for kind in KINDS.values()]
        self.fields["kind"].help_text = " ".join(
            f"{kind.label}: {kind.hint}" for kind in KINDS.values()
        )
        self.fields["whose"].choices = owners
        self.fields["source_date"].initial = timezone.localdate

    def clean_source_date(self):
        day = self.cleaned_data["source_date"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self):
        found = super().clean()
        if self.too_large:
            self.errors.pop("file", None)
            self.add_error("file", str(too_big()))
        return found


def _said(examples: list[str]) -> str:
    """What the first lines of a column say."""
    if not examples:
        return ""
    return _("For example: %(some)s") % {"some": " · ".join(examples)}


class MappingForm(forms.Form):
    """One question a column: which field it is, or that it is left out."""

    save_as = Line(
        label=_("Remember these choices under a name"),
        required=False,
        max_length=120,
        help_text=_("The next file with the same columns is then read the same way."),
    )

    def __init__(
        self,
        *args,
        kind: Kind,
        header: list[str],
        chosen: dict[str, str],
        examples: dict[str, list[str]],
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.header = header
        options = [("", _("leave this column out"))]
        options += [(name, field.label) for name, field in kind.fields.items()]
        for place, column in enumerate(header):
            self.fields[f"column{place}"] = forms.ChoiceField(
                label=column,
                choices=options,
                required=False,
                initial=chosen.get(column, ""),
                help_text=_said(examples.get(column, [])),
            )
        self.order_fields([f"column{place}" for place in range(len(header))])

    @property
    def columns(self) -> dict[str, str]:
        """The chosen field of each column that is read."""
        chosen = (
            (name, self.cleaned_data.get(f"column{at}")) for at, name in enumerate(self.header)
        )
        return {column: field for column, field in chosen if field}
