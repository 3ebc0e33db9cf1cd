"""What was sent for one step: saved, or shown again with everything that was typed."""

import hashlib

from django.utils import timezone
from django.utils.datastructures import MultiValueDictKeyError

from ponte.engines.questionnaires import validate
from ponte.engines.questionnaires.answers import canonical
from ponte.engines.questionnaires.spec import Kind
from ponte.kit.errors import RuleBroken
from ponte.pathways import actions
from ponte.pathways.forms.sheets import content_of, field_name, given
from ponte.pathways.permissions.audiences import company_visible
from ponte.pathways.queries.sheets import Sheet, sheet_for
from ponte.pathways.rules import instruments
from ponte.pathways.rules.health_words import health_words
from ponte.pathways.rules.sheet_problems import sentence
from ponte.pathways.states import FileOrigin
from ponte.pathways.views.sheet_steps import Step


def print_of(sheet: Sheet, step: Step) -> str:
    """Return the fingerprint of a step's answers: has somebody else changed this very step?"""
    codes = [question.code for question in step.questions]
    kept = {
        code: [sheet.answers.get(code), sheet.unread.get(code)]
        for code in codes
        if code in sheet.answers or code in sheet.unread
    }
    return hashlib.sha256(canonical(kept).encode()).hexdigest()[:16]


class Answering:
    """One sending of one step. `save` says whether it is kept and nothing is left to mend."""

    def __init__(self, request, sheet: Sheet, step: Step) -> None:
        self.request, self.sheet, self.step = request, sheet, step
        self.questions = [q for q in step.questions if q.code in sheet.may_answer]
        self.given = given(self.questions, request.POST)
        self.errors: dict[str, list[str]] = {}
        self.warnings: dict[str, str] = {}
        self.theirs: dict[str, object] = {}
        self.more = self._more_rows()

    def save(self) -> bool:
        """Keep what was sent, unless somebody else was faster or a warning was not read yet."""
        if self.request.POST.get("base", "") != print_of(self.sheet, self.step):
            self._look_at_both()
            return False
        self.warnings = self._warnings()
        if self.warnings and self.request.POST.get("warned") != "yes":
            return False
        try:
            self._keep_files()
            self._keep()
        except RuleBroken as broken:
            self.errors.setdefault(broken.field or "", []).append(str(broken))
            return False
        return not self.errors and not self.more

    def _keep(self) -> None:
        document = self.sheet.document
        spec = instruments.spec_of(document.instrument, document.version)
        actions.save_document(
            of=document.pathway or document.opportunity,
            instrument=document.instrument,
            answers=self.given,
            by=self.request.actor,
            document=document,
            revision=document.revision,
        )
        told = {"answers": self.sheet.answers, "today": timezone.localdate()}
        for problem in validate.save(spec, self.given, **told).problems:
            self.errors.setdefault(problem.question, []).append(sentence(problem))
        self.sheet = sheet_for(self.request.actor, document.pk)

    def _keep_files(self) -> None:
        for question in self.questions:
            name = field_name(question)
            if question.kind is not Kind.FILE:
                continue
            if self.request.POST.get(f"{name}-remove"):
                self.given[question.code] = None
            try:
                sent = self.request.FILES[name]
            except MultiValueDictKeyError:
                continue
            kept = self._kept_file(question.code, sent)
            self.given[question.code] = kept

    def _kept_file(self, code: str, sent) -> dict[str, str]:
        try:
            made = actions.attach_file(
                document=self.sheet.document,
                origin=FileOrigin.ANSWER,
                question=code,
                name=sent.name,
                content=content_of(sent),
                by=self.request.actor,
            )
        except RuleBroken as broken:
            raise RuleBroken(str(broken), field=code) from broken
        return {"file": str(made.pk), "name": sent.name, "digest": made.digest}

    def _warnings(self) -> dict[str, str]:
        """Words about health in texts that a company reads."""
        document = self.sheet.document
        spec = instruments.spec_of(document.instrument, document.version)
        read = company_visible(spec)
        found = {}
        for code, value in self.given.items():
            words = health_words("\n".join(_texts(value))) if code in read else []
            if words:
                found[code] = ", ".join(words)
        return found

    def _look_at_both(self) -> None:
        """Somebody else has saved this step: what differs is shown beside what was typed."""
        spec = self.sheet.spec
        mine = validate.save(spec, self.given, today=timezone.localdate())
        for code in self.given:
            stored = self.sheet.answers.get(code, self.sheet.unread.get(code))
            typed = mine.answers.get(code, mine.unread.get(code))
            if stored != typed:
                self.theirs[code] = stored

    def _more_rows(self) -> dict[str, int]:
        go = self.request.POST.get("go", "")
        code = go.removeprefix("more:")
        return {code: 3} if go != code and code in {q.code for q in self.questions} else {}

    def asks_more(self, after: Sheet) -> bool:
        """Say whether the answers opened questions in this step that were not on the page."""
        before = {question.code for question in self.step.questions}
        section = {q.code for part in after.spec.sections for q in part.questions
                   if part.code == self.step.code}  # fmt: skip
        return bool((section & after.asked & after.may_answer) - before)


def _texts(value) -> list[str]:
    """Every text in what was sent, cells of tables included."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return []
