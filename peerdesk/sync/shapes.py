"""Which records may travel, and which shape each of their fields has. What is not named here never leaves.

The list is an allow-list by record kind: a table that is new, or private, is out until somebody writes it here.
Values are plain (text, numbers, lists, maps with text keys, ids as bytes); they are checked, never converted.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final

from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.encounter import HANDLE_LIMIT, MEMORY_LIMIT, MOST_OF_ONE_SUPPLY, PROMPT_LIMIT, WORDS_LIMIT
from peerdesk.domain.ids import ID_BYTES, REVISION_BYTES
from peerdesk.domain.supervision import COMMENT_LIMIT
from peerdesk.domain.vocabulary import (
    AckKind,
    FollowUpState,
    Interpreter,
    Language,
    Length,
    Mattered,
    Mode,
    NextState,
    NextStep,
    Outcome,
    Setting,
    Supply,
    Support,
    WrittenWith,
)
from peerdesk.sync.agenda_shapes import AGENDA_KEPT, AGENDA_MAY_BE_EMPTY, AGENDA_SHARED
from peerdesk.sync.consent_shapes import CONSENT_MAY_BE_EMPTY, CONSENT_SHAPES
from peerdesk.sync.follow_up_shapes import FOLLOW_UP_MAY_BE_EMPTY, FOLLOW_UP_SHAPES
from peerdesk.sync.handover_shapes import BETWEEN_PEERS, HANDOVER_MAY_BE_EMPTY, KEPT_OF_IT
from peerdesk.sync.introduction_shapes import INTRODUCTION_MAY_BE_EMPTY, INTRODUCTION_SHAPES
from peerdesk.sync.note_details_shapes import NOTE_DETAILS_SHAPES, NOTE_TIME_SHAPES
from peerdesk.sync.one_person_shapes import ONE_PERSON_SHAPES
from peerdesk.sync.own_shapes import OWN_MAY_BE_EMPTY, OWN_SHAPES, PULSE_SHAPES
from peerdesk.sync.own_word_shapes import OWN_WORD_SHAPES
from peerdesk.sync.papers_shapes import PAPERS_KEPT, PAPERS_SHARED
from peerdesk.sync.place_shapes import PLACE_MAY_BE_EMPTY, PLACE_SHAPES, PLACES_VERSION_SHAPES, TEAM_PLACES_SHAPES
from peerdesk.sync.referral_shapes import REFERRAL_MAY_BE_EMPTY, REFERRAL_SHAPES
from peerdesk.sync.shift_shapes import SHIFT_MAY_BE_EMPTY, SHIFT_SHAPES
from peerdesk.sync.supervision_shapes import SUPERVISION_SHAPES
from peerdesk.sync.tally_shapes import AGREED_TO, DROPPED, ROLE_COUNT_SHAPES, TALLY_MAY_BE_EMPTY
from peerdesk.sync.team_text_shapes import TEAM_TEXT_SHAPES, TEXT_VERSION_SHAPES

SCHEMA: Final = 1
"""The number of this set of shapes. A new field, code or kind needs a new number: older versions keep it unread."""

DATED: Final = 2
"""The same shapes, and when the change was made. Only changes of a note say it: its id says when it was begun."""

SQUEEZED: Final = 3
"""A note of one of these schemas in fewer bytes (`peerdesk.sync.squeezing`)."""

CONSENTS: Final = 4
"""The shapes of what was allowed, taken back and told (`CONSENT_KINDS`). An older PeerDesk keeps them unread."""

HANDOVERS: Final = 5
"""The shapes of what peers hand over to each other (`HANDOVER_KINDS`)."""

SUPERVISION: Final = 6
"""The shapes of the log of supervision (`SUPERVISION_KINDS`)."""

SHIFTS: Final = 7
"""The shapes of shifts, and of encounters that are only counted (`SHIFT_KINDS`)."""

FOLLOW_UPS: Final = 8
"""The shapes of what lies beside a follow-up (`FOLLOW_UP_KINDS`)."""

PAPERS: Final = 9
"""The shapes of permission papers that are shared (`PAPERS_KINDS`)."""

TALLIES: Final = 10
"""The shapes of the weekly counts (`TALLY_KINDS`)."""

REFERRALS: Final = 11
"""The shapes of referrals (`REFERRAL_KINDS`)."""

INTRODUCTIONS: Final = 12
"""The shape of introductions (`INTRODUCTION_KINDS`)."""

PLACES: Final = 13
"""The shape of places that help (`PLACE_KINDS`)."""

ONE_PERSON: Final = 14
"""The shape of two handles that are one person (`ONE_PERSON_KINDS`)."""

AGENDAS: Final = 15
"""The shapes of what is brought to supervision (`AGENDA_KINDS`)."""

OWN_DAYS: Final = 16
"""The shapes of what was asked outside a peer's role, and of trainings (`OWN_KINDS`)."""

ROLE_COUNTS: Final = 17
"""The shapes of how often peers were asked outside their role (`ROLE_COUNT_SHAPES`)."""

TEAM_PLACES: Final = 18
"""The shape of the list of places that a supervisor gives their peers (`TEAM_PLACES_SHAPES`)."""

NOTE_DETAILS: Final = 19
"""The shape of what lies beside a note (`NOTE_DETAILS_SHAPES`)."""

OWN_WORDS: Final = 20
"""The shape of a word that its person wants to be known (`OWN_WORD_SHAPES`)."""

TEAM_TEXTS: Final = 21
"""The shapes of what a supervisor writes for their team (`TEXT_VERSION_SHAPES`, `TEAM_TEXT_SHAPES`)."""

NOTE_TIMES: Final = 22
"""The shape of when an encounter began and ended (`NOTE_TIME_SHAPES`)."""

PLACES_VERSIONS: Final = 23
"""The shape of a version of the list of places that a supervisor has given (`PLACES_VERSION_SHAPES`)."""

PEER_PULSES: Final = 24
"""The shape of what came out of the box in which peers say how the program is for them (`PULSE_SHAPES`)."""

LATEST: Final = PEER_PULSES
"""The highest schema that is known here."""

_Id = Annotated[bytes, Meta(min_length=ID_BYTES, max_length=ID_BYTES)]
_Revision = Annotated[bytes, Meta(min_length=REVISION_BYTES, max_length=REVISION_BYTES)]
_Handle = Annotated[str, Meta(max_length=HANDLE_LIMIT)]
_Prompt = Annotated[str, Meta(max_length=PROMPT_LIMIT)]
_Memory = Annotated[str, Meta(max_length=MEMORY_LIMIT)]
_Next = dict[NextStep, NextState]
_Count = Annotated[int, Meta(ge=1, le=MOST_OF_ONE_SUPPLY)]
_ReaderHex = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
_Generation = Annotated[int, Meta(ge=0, le=2**31)]
_MARK: Mapping[str, Any] = {"hidden": bool}
_ABOUT: Mapping[str, Any] = {"about": _Id}

ALLOWED: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.ENCOUNTER: {
        **_MARK,
        "happened_on": date,
        "setting": Setting,
        "outcome": Outcome,
        "support": list[Support],
        "individual": _Id,
        "mode": Mode,
        "length": Length,
        "mattered": list[Mattered],
        "next": _Next,
        "supplies": dict[Supply, _Count],
        "words": Annotated[str, Meta(max_length=WORDS_LIMIT)],
        "memory": _Memory,
        "language": Language,
        "interpreter": Interpreter,
        "written_with": WrittenWith,
        "count": bool,
        "bring_to_supervision": bool,
        "prompt": _Prompt,
        "share": dict[_ReaderHex, tuple[_Generation, bool]],
    },
    RecordKind.INDIVIDUAL: {**_MARK, "handle": _Handle},
    RecordKind.FOLLOW_UP: {
        **_MARK,
        "due": date,
        "encounter": _Id,
        "individual": _Id,
        "state": FollowUpState,
    },
    RecordKind.SHARED_ENCOUNTER: {
        **_MARK,
        "happened_on": date,
        "setting": Setting,
        "mode": Mode,
        "outcome": Outcome,
        "handle": _Handle,
        "support": list[Support],
        "next": _Next,
        "follow_up_due": date,
        "follow_up_state": FollowUpState,
        "bring_to_supervision": bool,
        "prompt": _Prompt,
        "memory": _Memory,
    },
    RecordKind.COMMENT: {
        **_MARK,
        **_ABOUT,
        "revision": _Revision,
        "text": Annotated[str, Meta(min_length=1, max_length=COMMENT_LIMIT)],
        "written_at": datetime,
    },
    RecordKind.ACKNOWLEDGEMENT: {
        **_MARK,
        **_ABOUT,
        "revision": _Revision,
        "kind": AckKind,
        "given_at": datetime,
    },
    RecordKind.OPENED: {**_MARK, **_ABOUT, "opened_at": datetime},
    RecordKind.REMOVED: {**_MARK, **_ABOUT, "removed_at": datetime},
    RecordKind.SPACE_SEED: {**_MARK, "seed": Annotated[bytes, Meta(min_length=32, max_length=32)]},
    **{
        kind: {**_MARK, **shape}
        for shapes in (
            *(CONSENT_SHAPES, BETWEEN_PEERS, KEPT_OF_IT, SUPERVISION_SHAPES, SHIFT_SHAPES, FOLLOW_UP_SHAPES),
            *(PAPERS_KEPT, PAPERS_SHARED, DROPPED, AGREED_TO, REFERRAL_SHAPES, INTRODUCTION_SHAPES),
            *(OWN_SHAPES, OWN_WORD_SHAPES, ROLE_COUNT_SHAPES, TEAM_PLACES_SHAPES),
            *(PLACE_SHAPES, ONE_PERSON_SHAPES, AGENDA_KEPT, AGENDA_SHARED, TEXT_VERSION_SHAPES, TEAM_TEXT_SHAPES),
            *(NOTE_DETAILS_SHAPES, NOTE_TIME_SHAPES, PLACES_VERSION_SHAPES, PULSE_SHAPES),
        )
        for kind, shape in shapes.items()
    },
}

CONSENT_KINDS: Final = frozenset(CONSENT_SHAPES)
HANDOVER_KINDS: Final = frozenset(BETWEEN_PEERS) | frozenset(KEPT_OF_IT)
SUPERVISION_KINDS: Final = frozenset(SUPERVISION_SHAPES)
SHIFT_KINDS: Final = frozenset(SHIFT_SHAPES)
FOLLOW_UP_KINDS: Final = frozenset(FOLLOW_UP_SHAPES)
PAPERS_KINDS: Final = frozenset(PAPERS_KEPT) | frozenset(PAPERS_SHARED)
INTRODUCTION_KINDS: Final = frozenset(INTRODUCTION_SHAPES)
OWN_KINDS: Final = frozenset(OWN_SHAPES)
PLACE_KINDS: Final = frozenset(PLACE_SHAPES)
ONE_PERSON_KINDS: Final = frozenset(ONE_PERSON_SHAPES)
AGENDA_KINDS: Final = frozenset(AGENDA_KEPT) | frozenset(AGENDA_SHARED)
REFERRAL_KINDS: Final = frozenset(REFERRAL_SHAPES)
TALLY_KINDS: Final = frozenset(DROPPED) | frozenset(AGREED_TO)
SCHEMA_OF: Final[Mapping[RecordKind, int]] = {
    kind: schema
    for schema, kinds in (
        *((CONSENTS, CONSENT_KINDS), (HANDOVERS, HANDOVER_KINDS), (SUPERVISION, SUPERVISION_KINDS)),
        *((SHIFTS, SHIFT_KINDS), (FOLLOW_UPS, FOLLOW_UP_KINDS), (PAPERS, PAPERS_KINDS)),
        *((TALLIES, TALLY_KINDS), (REFERRALS, REFERRAL_KINDS), (INTRODUCTIONS, INTRODUCTION_KINDS)),
        *((OWN_DAYS, OWN_KINDS), (ROLE_COUNTS, ROLE_COUNT_SHAPES), (PLACES, PLACE_KINDS)),
        *((ONE_PERSON, ONE_PERSON_KINDS), (AGENDAS, AGENDA_KINDS), (TEAM_PLACES, TEAM_PLACES_SHAPES)),
        *((NOTE_DETAILS, NOTE_DETAILS_SHAPES), (OWN_WORDS, OWN_WORD_SHAPES), (NOTE_TIMES, NOTE_TIME_SHAPES)),
        *((TEAM_TEXTS, TEXT_VERSION_SHAPES), (TEAM_TEXTS, TEAM_TEXT_SHAPES), (PLACES_VERSIONS, PLACES_VERSION_SHAPES)),
        (PEER_PULSES, PULSE_SHAPES),
    )
    for kind in kinds
}
"""The schema of every kind that came later. It is written with this one and no other, and read so."""

IN_OWN_SPACE: Final = (
    frozenset({RecordKind.ENCOUNTER, RecordKind.INDIVIDUAL, RecordKind.FOLLOW_UP, RecordKind.SPACE_SEED})
    | CONSENT_KINDS
    | SHIFT_KINDS
    | FOLLOW_UP_KINDS
    | frozenset[RecordKind]().union(NOTE_DETAILS_SHAPES, NOTE_TIME_SHAPES, OWN_WORD_SHAPES, TEXT_VERSION_SHAPES)
    | (REFERRAL_KINDS | INTRODUCTION_KINDS | OWN_KINDS)
    | PLACE_KINDS
    | ONE_PERSON_KINDS
    | frozenset[RecordKind]().union(KEPT_OF_IT, PAPERS_KEPT, AGENDA_KEPT, PLACES_VERSION_SHAPES, PULSE_SHAPES)
    | {RecordKind.TALLY_AGREEMENT, RecordKind.ROLE_AGREEMENT}
)
IN_DROP_SPACE: Final = frozenset({RecordKind.TALLY, RecordKind.ROLE_TALLY})
IN_PAIR_SPACE: Final = frozenset(RecordKind) - IN_OWN_SPACE - IN_DROP_SPACE
IN_PEERS_SPACE: Final = frozenset(BETWEEN_PEERS) | {RecordKind.REMOVED}
"""What two peers say to each other. Between a peer and a supervisor it is the rest (`IN_SUPERVISION`)."""
IN_SUPERVISION: Final = IN_PAIR_SPACE - frozenset(BETWEEN_PEERS)

MAY_BE_EMPTY: Final = frozenset[str]().union(
    ("individual", "length", "language", "interpreter", "written_with", "encounter"),
    ("follow_up_due", "follow_up_state", "revision"),
    *(CONSENT_MAY_BE_EMPTY, HANDOVER_MAY_BE_EMPTY, SHIFT_MAY_BE_EMPTY, TALLY_MAY_BE_EMPTY, REFERRAL_MAY_BE_EMPTY),
    *(INTRODUCTION_MAY_BE_EMPTY, OWN_MAY_BE_EMPTY, PLACE_MAY_BE_EMPTY, AGENDA_MAY_BE_EMPTY, FOLLOW_UP_MAY_BE_EMPTY),
)
"""Fields whose answer may be missing: written as empty text, or as nothing."""
