"""Write the frozen payloads of one schema. Refuses to write over them: what was once written has to open for ever.

python -m tests.vectors.payload.make
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.merge import Head, Stamp, edited, sealed
from peerdesk.sync.payload import to_plain
from peerdesk.sync.shapes import (
    CONSENT_KINDS,
    CONSENTS,
    DATED,
    FOLLOW_UP_KINDS,
    FOLLOW_UPS,
    HANDOVER_KINDS,
    HANDOVERS,
    PAPERS,
    PAPERS_KINDS,
    REFERRAL_KINDS,
    REFERRALS,
    SCHEMA,
    SCHEMA_OF,
    SHIFT_KINDS,
    SHIFTS,
    SQUEEZED,
    SUPERVISION,
    SUPERVISION_KINDS,
    TALLIES,
    TALLY_KINDS,
)
from peerdesk.sync.squeezing import squeezed

FOLDER = Path(__file__).parent
DEVICE, OTHER, RUN, OTHER_RUN = b"d" * 16, b"o" * 16, b"r" * 8, b"s" * 8
MINUTE = "2026-11-21T14:20:00+00:00"

OFFER = {
    "handle": "Blue Heron 27",
    "place": "ed",
    "due": "2026-11-28",
    "how": "phone",
    "prompt": "Likes to be asked about the dog",
}
CONTENTS: dict[RecordKind, dict[str, Any]] = {
    RecordKind.ENCOUNTER: {
        "happened_on": "2026-11-21",
        "setting": "ed",
        "outcome": "met",
        "support": ["time", "listened"],
        "individual": b"i" * 16,
        "mode": "in_person",
        "length": "15_30",
        "mattered": ["housing"],
        "next": {"shelter": "offered"},
        "supplies": {"naloxone_nasal": 2},
        "words": "I am still here",
        "memory": "likes tea, quiet room",
        "language": "es",
        "interpreter": "none",
        "written_with": "together",
        "count": False,
        "bring_to_supervision": True,
        "prompt": "how do I say goodbye?",
        "share": {"ab" * 16: [1, True]},
        "hidden": True,
    },
    RecordKind.INDIVIDUAL: {"handle": "Blue Heron 27"},
    RecordKind.FOLLOW_UP: {
        "due": "2026-11-28",
        "encounter": b"e" * 16,
        "individual": b"i" * 16,
        "state": "planned",
    },
    RecordKind.SHARED_ENCOUNTER: {
        "happened_on": "2026-11-21",
        "setting": "ed",
        "mode": "in_person",
        "outcome": "met",
        "handle": "Blue Heron 27",
        "support": ["time"],
        "next": {"shelter": "offered"},
        "follow_up_due": "2026-11-28",
        "follow_up_state": "planned",
        "bring_to_supervision": True,
        "prompt": "how do I say goodbye?",
        "memory": "likes tea",
    },
    RecordKind.COMMENT: {"about": b"a" * 16, "revision": b"v" * 32, "text": "You stayed.", "written_at": MINUTE},
    RecordKind.ACKNOWLEDGEMENT: {"about": b"a" * 16, "revision": b"v" * 32, "kind": "thank", "given_at": MINUTE},
    RecordKind.OPENED: {"about": b"a" * 16, "opened_at": MINUTE},
    RecordKind.REMOVED: {"about": b"a" * 16, "removed_at": MINUTE},
    RecordKind.SPACE_SEED: {"seed": b"s" * 32},
    RecordKind.CONSENT: {
        "individual": b"i" * 16,
        "kind": "written_release",
        "starts": "2026-11-21",
        "recipients": ["Dr. Kim"],
        "scope": ["peer_visit", "agreed"],
        "purpose": "care",
        "discloser": "Peer program",
        "expires": "2027-02-21",
        "until": "end_of_stay",
        "signed_how": "paper",
        "signed_on": "2026-11-21",
        "statements": ["their_name", "can_take_back"],
        "copy_given": True,
        "revoked_on": "2026-12-01",
        "revoked_how": "said",
        "after": ["ab" * 16],
    },
    RecordKind.WITHDRAWAL: {"individual": b"i" * 16, "said_on": "2026-12-01", "how": "said", "do_not_contact": True},
    RecordKind.DISCLOSURE: {
        "act": "summary_printed",
        "done_on": "2026-11-22",
        "recipient": "Dr. Kim",
        "what": ["peer_visit", "agreed"],
        "individual": b"i" * 16,
        "note": b"e" * 16,
        "reader": b"p" * 16,
        "consent": b"c" * 16,
    },
    RecordKind.HANDOFF: {**OFFER, "agreed": True},
    RecordKind.HANDOFF_ANSWER: {
        "about": b"a" * 16,
        "revision": b"v" * 32,
        "answer": "accepted",
        "answered_at": MINUTE,
    },
    RecordKind.HANDOVER: {
        **OFFER,
        "follow_up": b"f" * 16,
        "person": b"p" * 16,
        "handoff": b"h" * 16,
        "given": True,
        "taken_back": True,
    },
    RecordKind.SUPERVISION: {
        "happened_on": "2026-11-21",
        "minutes": 45,
        "type": "individual",
        "topics": ["hard_encounter", "celebration"],
        "next_steps": "Talk with the unit about quiet rooms",
    },
    RecordKind.SUPERVISION_SIGNED: {"about": b"a" * 16, "digest": b"g" * 32, "signed_at": MINUTE},
    RecordKind.FOLLOW_UP_PLAN: {
        "about": b"a" * 16,
        "why": "ride",
        "what": "The bus pass",
        "how": "call",
        "ok_voicemail": "yes",
        "ok_text": "no",
        "say_only": "a friend from the group",
        "best_time": "midday",
        "who_may_answer": "family",
    },
    RecordKind.FOLLOW_UP_TRY: {"about": b"a" * 16, "tried_on": "2026-11-20", "outcome": "no_answer"},
    RecordKind.PHONE_NUMBER: {"about": b"a" * 16, "number": "555 0100", "agreed": True},
    RecordKind.SHIFT: {
        "setting": "inpatient",
        "unit": "4 West",
        "language": "es",
        "mode": "phone",
        "started": "2026-11-20",
        "ended": "2026-11-21",
    },
    RecordKind.COUNTED: {"week": "2026-W47", "setting": "ed", "outcome": "met", "support": ["time", "listened"]},
    RecordKind.PAPERS_SHARE: {"individual": b"i" * 16, "readers": {"70" * 16: 2}},
    RecordKind.TALLY: {
        "week": "2026-W47",
        "counts": {
            "encounters": {"ed": {"met": 4, "declined": 2}, "street": {"brief": 1}},
            "support": {"listened": 4, "hope": 2},
            "supplies": {"naloxone_nasal": 6},
        },
    },
    RecordKind.REFERRAL: {
        "place": "ed",
        "source": "ed_nurse",
        "reason": "hard_time",
        "state": "passed",
        "response": "15_30",
        "follow_up": b"f" * 16,
    },
    RecordKind.WHEREABOUTS: {"about": b"a" * 16, "how_to_find": "Bed 12, by the window"},
    RecordKind.TALLY_AGREEMENT: {"week": "2026-W46", "said_on": "2026-11-10", "ended_on": "2026-12-02"},
    RecordKind.SHARED_PAPERS: {
        "handle": "Blue Heron 27",
        "permissions": [
            {
                "mark": "0123456789abcdef",
                "kind": "written_release",
                "recipients": ["Dr. Kim"],
                "scope": ["peer_visit", "agreed"],
                "purpose": "care",
                "starts": "2026-11-20",
                "expires": "2027-05-20",
                "until": "end_of_stay",
                "signed_how": "paper",
                "copy_given": True,
                "revoked_on": "2026-11-21",
                "revoked_how": "said",
            },
            {"mark": "fedcba9876543210", "kind": "verbal_ok_to_keep_in_touch", "starts": "2026-11-20"},
        ],
        "given_out": [
            {
                "under": "0123456789abcdef",
                "act": "summary_printed",
                "done_on": "2026-11-20",
                "recipient": "Dr. Kim",
                "what": ["agreed"],
            }
        ],
        "has_ended": True,
        "left_out": 3,
    },
}


def later() -> Head:
    """Return an edit over two heads: one field settled, one conflict carried on."""
    one = sealed(edited((), {"memory": "one", "words": "one"}), b"1" * 32, Stamp(DEVICE, RUN, 3))
    two = sealed(edited((), {"memory": "two", "words": "two"}), b"2" * 32, Stamp(OTHER, OTHER_RUN, 9))
    return edited((one, two), {"memory": "both"})


def payloads() -> dict[str, bytes]:
    """Return every payload by its name."""
    made = {k.value: to_plain(k, edited((), said)) for k, said in CONTENTS.items() if k not in SCHEMA_OF}
    made["first of a run"] = to_plain(RecordKind.INDIVIDUAL, edited((), {"handle": "Fox"}), (OTHER_RUN, 12))
    made["over two heads"] = to_plain(RecordKind.ENCOUNTER, later())
    return made


def about_consent() -> dict[str, bytes]:
    """Return the payloads of what was allowed, taken back and told."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(CONSENT_KINDS)}


def handed_over() -> dict[str, bytes]:
    """Return the payloads of what peers hand over to each other."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(HANDOVER_KINDS)}


def about_supervision() -> dict[str, bytes]:
    """Return the payloads of the log of supervision."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(SUPERVISION_KINDS)}


def of_a_shift() -> dict[str, bytes]:
    """Return the payloads of a shift, and of an encounter that is only counted."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(SHIFT_KINDS)}


def beside_follow_ups() -> dict[str, bytes]:
    """Return the payloads of what lies beside a follow-up."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(FOLLOW_UP_KINDS)}


def of_papers() -> dict[str, bytes]:
    """Return the payloads of permission papers that are shared."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(PAPERS_KINDS)}


def weekly() -> dict[str, bytes]:
    """Return the payloads of the weekly counts."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(TALLY_KINDS)}


def of_referrals() -> dict[str, bytes]:
    """Return the payloads of referrals."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(REFERRAL_KINDS)}


def dated() -> dict[str, bytes]:
    """Return the payloads that say when a change was made."""
    kept_at = datetime.fromisoformat(MINUTE)
    note = edited((), CONTENTS[RecordKind.ENCOUNTER])
    return {
        "encounter": to_plain(RecordKind.ENCOUNTER, note, kept_at=kept_at),
        "over two heads": to_plain(RecordKind.ENCOUNTER, later(), (OTHER_RUN, 12), kept_at),
    }


def in_fewer_bytes() -> dict[str, bytes]:
    """Return a note and a change of it, squeezed. Another deflate may write other bytes, and reads these."""
    return {"encounter": squeezed(payloads()["encounter"]), "dated encounter": squeezed(dated()["encounter"])}


def main() -> None:
    made_by = {
        SCHEMA: payloads,
        DATED: dated,
        SQUEEZED: in_fewer_bytes,
        CONSENTS: about_consent,
        HANDOVERS: handed_over,
        SUPERVISION: about_supervision,
        FOLLOW_UPS: beside_follow_ups,
        SHIFTS: of_a_shift,
        PAPERS: of_papers,
        TALLIES: weekly,
        REFERRALS: of_referrals,
    }
    for schema, made in ((schema, make()) for schema, make in made_by.items()):
        path = FOLDER / f"schema_{schema}.json"
        if not path.exists():
            said = json.dumps({name: raw.hex() for name, raw in made.items()}, indent=1)
            path.write_text(said + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
