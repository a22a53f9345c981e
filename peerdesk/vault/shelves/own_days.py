"""Own lists, by day or by quarter: introductions, what was asked outside a role, trainings, pulses. One shelf."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.vault.fields import KINDS, Values
from peerdesk.vault.introduction_values import introduction_of, plain_introduction
from peerdesk.vault.own_values import (
    out_of_role_of,
    plain_out_of_role,
    plain_pulse,
    plain_training,
    pulse_of,
    training_of,
)
from peerdesk.vault.prefixes import only_one
from peerdesk.vault.reading import Fields
from peerdesk.vault.records import Records, stored


class Listed(Protocol):
    """A record of a list."""

    @property
    def id(self) -> RecordId:
        """Which record it is."""


One = TypeVar("One", bound=Listed)


@dataclass(frozen=True, slots=True)
class Form(Generic[One]):
    """What one of the lists holds: the kind of its records, a word for one in errors, and how they lie in a row.

    `by` is the field that orders them.
    """

    kind: RecordKind
    word: str
    plain: Callable[[One], Values]
    read: Callable[[RecordId, Fields], One]
    by: str = "happened_on"


INTRODUCTIONS: Final = Form(RecordKind.INTRODUCTION, "introduction", plain_introduction, introduction_of)
OUT_OF_ROLE: Final = Form(RecordKind.OUT_OF_ROLE, "entry", plain_out_of_role, out_of_role_of)
TRAININGS: Final = Form(RecordKind.TRAINING, "training", plain_training, training_of)
PULSES: Final = Form(RecordKind.PEER_PULSE, "pulse", plain_pulse, pulse_of, by="quarter")


class OwnDays(Generic[One]):
    """One of the lists, in one person's own space."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId, form: Form[One]) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._space = space
        self._form = form

    def put(self, one: One) -> None:
        """Keep a record, new or changed. What is said last holds: nothing competes with it."""
        self._records.say(self._form.kind, self._space, self._person, one.id, self._form.plain(one))

    def get(self, record: RecordId) -> One:
        """Return one record. Raises NotFoundError."""
        known = self._records.find(self._form.kind, self._person, record)
        if known is None or known.fields["hidden"]:
            raise NotFoundError(self._form.word)
        return self._form.read(record, known.fields)

    def hide(self, record: RecordId, *, hidden: bool) -> None:
        """Take a record off the list, or put it back."""
        self._records.keep(self._form.kind, self._space, self._person, record, {"hidden": hidden})

    def all(self, limit: int, *, hidden: bool = False) -> tuple[One, ...]:
        """Return records, the newest first; or those that were taken off the list."""
        kind = KINDS[self._form.kind]
        shown = f"SELECT * FROM {kind.table.name} WHERE owner = ? AND hidden = {int(hidden)}"
        newest = f"{shown} ORDER BY {self._form.by} DESC, record DESC LIMIT ?"
        rows = self._connection.exec_driver_sql(newest, (self._person, limit)).mappings()
        return tuple(self._form.read(one.record, one.fields) for one in (stored(kind, row) for row in rows))

    def resolve(self, prefix: str, *, hidden: bool = False) -> RecordId:
        """Return the only record whose id begins so, listed or hidden. Raises NotFoundError or AmbiguousIdError."""
        ids = f"SELECT record FROM {KINDS[self._form.kind].table.name} WHERE record BETWEEN ? AND ?"
        own = f"{ids} AND owner = ? AND hidden = {int(hidden)} LIMIT 2"
        return only_one(self._connection, own, prefix, self._form.word, self._person)
