"""A file from its path to the directory in one call, for the command line and for jobs."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from ponte.accounts.public import person_by_email
from ponte.exchange.actions.applying import accept_duplicates, apply_import, apply_staged
from ponte.exchange.actions.bad_lines import bad_lines_file, said
from ponte.exchange.actions.looking import look_at_file
from ponte.exchange.actions.mapping import map_columns
from ponte.exchange.actions.staging import stage_import
from ponte.exchange.actions.uploading import Origin, Upload, upload_file
from ponte.exchange.importers.acting import working_for
from ponte.exchange.models import ImportRun, StagedRow
from ponte.exchange.queries.rows import to_apply
from ponte.exchange.queries.runs import mappings_for
from ponte.exchange.states import ImportState, Verdict
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an import went: its state, what it does, and the first lines that are wrong."""

    run: ImportRun
    columns: Mapping[str, str]
    counts: Mapping[str, int]
    problems: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Every line could be read, and what was asked for is done."""
        return not self.problems

    def __str__(self) -> str:
        counted = ", ".join(
            f"{Verdict(name).label}: {number}" for name, number in self.counts.items() if number
        )
        columns = "; ".join(f"{column} = {name}" for column, name in self.columns.items())
        lines = [f"{self.run.get_state_display()}. {counted}", f"({columns})", *self.problems]
        return "\n".join(lines)


def import_file(
    path: Path,
    *,
    kind: str,
    source: str,
    source_date: date,
    by: Actor | None = None,
    email: str = "",
    mapping: str = "",
    is_complete: bool = False,
    apply: bool = False,
    accept: bool = False,
    mend: Path | None = None,
    tell: Callable[[str], None] = lambda text: None,
) -> Outcome:
    """Read a file and compare it; with `apply` also write it. `mend` gets the bad lines.

    `email` names the person in whose name it is done, `mapping` the saved choices to use.
    """
    by = by or _person(email)
    origin = Origin(source, source_date, is_complete=is_complete)
    with working_for(by):
        run = upload_file(
            kind=kind,
            upload=Upload(path.name, _pieces(path)),
            origin=origin,
            organization_id=None,
            by=by,
        )
    run = _opened(run)
    with working_for(by):
        run = map_columns(run=run, columns=_columns(run, mapping), by=by)
    tell("read and compare")
    stage_import(run.pk)
    run = _fresh(run)
    if mend and run.counts.get(Verdict.ERROR):
        with working_for(by), mend.open("wb") as target:
            bad_lines_file(run, target)
    if apply and run.state == ImportState.PREVIEWED:
        run = _apply(run, by, accept, tell)
    return Outcome(run, run.columns, run.counts, _problems(run))


def _person(email: str) -> Actor:
    with working_for(Actor.job("exchange.import")):
        found = person_by_email(email)
    if found is None:
        raise RuleBroken(_("Nobody here has this e-mail address."), field="email")
    return Actor.of_person(found)


def _opened(run: ImportRun) -> ImportRun:
    """A large file is opened apart; where it cannot be read, say why."""
    if run.state == ImportState.RECEIVED:
        look_at_file(run.pk)
        run = _fresh(run)
    if run.state == ImportState.FAILED:
        raise RuleBroken(run.trouble, field="file")
    return run


def _columns(run: ImportRun, mapping: str) -> Mapping[str, str]:
    if not mapping:
        return run.columns
    saved = mappings_for(run).filter(name=mapping).first()
    if saved is None:
        raise RuleBroken(_("There are no saved choices with this name."), field="mapping")
    return saved.columns


def _apply(run: ImportRun, by: Actor, accept: bool, tell) -> ImportRun:
    with working_for(by):
        if accept:
            accept_duplicates(run=run, rows=None, accept=True, by=by)
        if not to_apply(run).exists():
            return run
        apply_import(run=run, by=by)
    tell("apply")
    apply_staged(run.pk)
    return _fresh(run)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while piece := source.read(64 * 1024):
            yield piece


def _fresh(run: ImportRun) -> ImportRun:
    with working_for(Actor.job("exchange.import")):
        return ImportRun.objects.get(pk=run.pk)


def _problems(run: ImportRun) -> tuple[str, ...]:
    with working_for(Actor.job("exchange.import")):
        wrong = StagedRow.objects.filter(run=run, verdict=Verdict.ERROR).order_by("line")
        found = tuple(f"{row.line}: {said(row)}" for row in wrong[:SHOWN])
    return (run.trouble, *found) if run.trouble else found
