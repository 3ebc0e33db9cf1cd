"""Who acts: every action is told `by` an Actor, whichever door the request came through."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class ActorKind(StrEnum):
    """The ways of acting; later contexts use the ones that need a case."""

    ANONYMOUS = "anonymous"
    PERSON = "person"
    REPRESENTATIVE = "representative"
    LINK = "link"
    ASSISTED = "assisted"
    JOB = "job"
    KEY = "key"
    FEED = "feed"


class SignedIn(Protocol):
    """What an actor takes from a person's account."""

    pk: UUID
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a signed link, a job ...: enough to permit, to journal and to scope rows."""

    kind: ActorKind
    id: UUID | None = None
    name: str = ""
    language: str = "it"
    beside: UUID | None = None  # whom an assisted session helps

    @classmethod
    def anonymous(cls, language: str = "it") -> "Actor":
        """Somebody who has not signed in."""
        return cls(kind=ActorKind.ANONYMOUS, language=language)

    @classmethod
    def of_person(cls, person: "SignedIn") -> "Actor":
        """A person who signed in."""
        return cls(ActorKind.PERSON, person.pk, person.name, person.language)

    @classmethod
    def job(cls, name: str) -> "Actor":
        """A job or a console command, by the name it runs under."""
        return cls(kind=ActorKind.JOB, name=name)

    @classmethod
    def link(cls, purpose: str, subject: UUID, language: str = "it") -> "Actor":
        """Whoever holds a signed link: may do what the link says, and no more."""
        return cls(ActorKind.LINK, subject, purpose, language)

    @classmethod
    def assisting(cls, actor: "Actor", beside: UUID) -> "Actor":
        """A person who helps somebody on one device: both act, neither with their own rights."""
        return cls(ActorKind.ASSISTED, actor.id, actor.name, actor.language, beside)

    @property
    def is_person(self) -> bool:
        return self.kind is ActorKind.PERSON

    @property
    def is_job(self) -> bool:
        return self.kind is ActorKind.JOB
