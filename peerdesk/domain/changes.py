"""What a use case touched. One value travels to every list that may want to read again."""

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import repeat
from operator import itemgetter
from typing import Self

from peerdesk.domain.ids import RecordId


class RecordKind(StrEnum):
    """The kinds of record that are kept and travel. The value is the type code inside a sealed payload."""

    ENCOUNTER = "encounter"
    INDIVIDUAL = "individual"
    FOLLOW_UP = "follow_up"
    SHARED_ENCOUNTER = "shared_encounter"
    COMMENT = "comment"
    ACKNOWLEDGEMENT = "acknowledgement"
    OPENED = "opened"
    REMOVED = "removed"
    SPACE_SEED = "space_seed"
    CONSENT = "consent"
    WITHDRAWAL = "withdrawal"
    DISCLOSURE = "disclosure"
    HANDOFF = "handoff"
    HANDOFF_ANSWER = "handoff_answer"
    HANDOVER = "handover"
    SUPERVISION = "supervision"
    SUPERVISION_SIGNED = "supervision_signed"
    FOLLOW_UP_PLAN = "follow_up_plan"
    FOLLOW_UP_TRY = "follow_up_try"
    PHONE_NUMBER = "phone_number"
    SHIFT = "shift"
    COUNTED = "counted"
    PAPERS_SHARE = "papers_share"
    SHARED_PAPERS = "shared_papers"
    TALLY = "tally"
    TALLY_AGREEMENT = "tally_agreement"
    ROLE_TALLY = "role_tally"
    ROLE_AGREEMENT = "role_agreement"
    REFERRAL = "referral"
    WHEREABOUTS = "whereabouts"
    INTRODUCTION = "introduction"
    OUT_OF_ROLE = "out_of_role"
    TRAINING = "training"
    PLACE = "place"
    TEAM_PLACES = "team_places"
    ONE_PERSON = "one_person"
    AGENDA_ITEM = "agenda_item"
    AGENDA_ENTRY = "agenda_entry"
    TALKED_ABOUT = "talked_about"
    GUIDE_USE = "guide_use"
    NEXT_MEETING = "next_meeting"
    NOTE_DETAILS = "note_details"
    OWN_WORD = "own_word"
    TEXT_VERSION = "text_version"
    TEAM_TEXT = "team_text"
    NOTE_TIME = "note_time"
    PLACES_VERSION = "places_version"
    PEER_PULSE = "peer_pulse"

    # An enumeration's own hash is a Python function; an import asks for it once for each note.
    __hash__ = str.__hash__


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Ids by kind, and which of the things beside records moved.

    `kinds` are those of the records, found when they are not given. Every list of the window asks for them with each
    change, and an import changes fifty thousand records at once: whoever made the value has looked through them.
    """

    records: frozenset[tuple[RecordKind, RecordId]] = field(default_factory=frozenset)
    drafts: bool = False
    outbox: bool = False
    directory: bool = False
    kinds: frozenset[RecordKind] = field(default_factory=frozenset, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.records and not self.kinds:
            object.__setattr__(self, "kinds", frozenset(map(itemgetter(0), self.records)))

    @classmethod
    def of(cls, kind: RecordKind, *ids: RecordId) -> Self:
        """Return the change of some records of one kind, with something new to send."""
        return cls(records=frozenset(zip(repeat(kind), ids)), outbox=True, kinds=frozenset((kind,) if ids else ()))

    def touches(self, kind: RecordKind) -> bool:
        """Say whether any record of this kind moved."""
        return kind in self.kinds

    def has(self, kind: RecordKind, record: RecordId | None) -> bool:
        """Say whether this record of this kind moved."""
        return (kind, record) in self.records

    def ids(self, kind: RecordKind) -> frozenset[RecordId]:
        """Return the ids of this kind that moved."""
        return frozenset(i for k, i in self.records if k is kind)

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(
            records=self.records | other.records,
            drafts=self.drafts or other.drafts,
            outbox=self.outbox or other.outbox,
            directory=self.directory or other.directory,
            kinds=self.kinds | other.kinds,
        )

    def __bool__(self) -> bool:
        return bool(self.records or self.drafts or self.outbox or self.directory)
