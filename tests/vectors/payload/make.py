"""Write the frozen payloads of one schema. Refuses to write over them: what was once written has to open for ever.

python -m tests.vectors.payload.make
"""

import json
from datetime import datetime
from pathlib import Path

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.merge import Head, Stamp, edited, sealed
from peerdesk.sync.note_details_shapes import NOTE_DETAILS_SHAPES, NOTE_TIME_SHAPES
from peerdesk.sync.own_shapes import PULSE_SHAPES
from peerdesk.sync.own_word_shapes import OWN_WORD_SHAPES
from peerdesk.sync.payload import to_plain
from peerdesk.sync.place_shapes import PLACES_VERSION_SHAPES, TEAM_PLACES_SHAPES
from peerdesk.sync.shapes import (
    AGENDA_KINDS,
    AGENDAS,
    CONSENT_KINDS,
    CONSENTS,
    DATED,
    FOLLOW_UP_KINDS,
    FOLLOW_UPS,
    HANDOVER_KINDS,
    HANDOVERS,
    INTRODUCTION_KINDS,
    INTRODUCTIONS,
    NOTE_DETAILS,
    NOTE_TIMES,
    ONE_PERSON,
    ONE_PERSON_KINDS,
    OWN_DAYS,
    OWN_KINDS,
    OWN_WORDS,
    PAPERS,
    PAPERS_KINDS,
    PEER_PULSES,
    PLACE_KINDS,
    PLACES,
    PLACES_VERSIONS,
    REFERRAL_KINDS,
    REFERRALS,
    ROLE_COUNTS,
    SCHEMA,
    SCHEMA_OF,
    SHIFT_KINDS,
    SHIFTS,
    SQUEEZED,
    SUPERVISION,
    SUPERVISION_KINDS,
    TALLIES,
    TALLY_KINDS,
    TEAM_PLACES,
    TEAM_TEXTS,
)
from peerdesk.sync.squeezing import squeezed
from peerdesk.sync.tally_shapes import ROLE_COUNT_SHAPES
from peerdesk.sync.team_text_shapes import TEAM_TEXT_SHAPES, TEXT_VERSION_SHAPES
from tests.vectors.payload.contents import CONTENTS, MINUTE

FOLDER = Path(__file__).parent
DEVICE, OTHER, RUN, OTHER_RUN = b"d" * 16, b"o" * 16, b"r" * 8, b"s" * 8


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


def of_introductions() -> dict[str, bytes]:
    """Return the payloads of introductions."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(INTRODUCTION_KINDS)}


def of_one_person() -> dict[str, bytes]:
    """Return the payloads of two handles that are one person."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(ONE_PERSON_KINDS)}


def of_places() -> dict[str, bytes]:
    """Return the payloads of places that help."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(PLACE_KINDS)}


def of_agendas() -> dict[str, bytes]:
    """Return the payloads of what is brought to supervision."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(AGENDA_KINDS)}


def of_own_days() -> dict[str, bytes]:
    """Return the payloads of what was asked outside a role, and of trainings."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(OWN_KINDS)}


def of_role_counts() -> dict[str, bytes]:
    """Return the payloads of how often peers were asked outside their role, and of the yes to it."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(ROLE_COUNT_SHAPES)}


def of_team_places() -> dict[str, bytes]:
    """Return the payloads of the list of places that a supervisor gives their peers."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(TEAM_PLACES_SHAPES)}


def of_places_versions() -> dict[str, bytes]:
    """Return the payload of a version of the list of places that a supervisor has given."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(PLACES_VERSION_SHAPES)}


def beside_notes() -> dict[str, bytes]:
    """Return the payloads of what lies beside a note."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(NOTE_DETAILS_SHAPES)}


def of_note_times() -> dict[str, bytes]:
    """Return the payload of when an encounter began and ended."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(NOTE_TIME_SHAPES)}


def of_own_words() -> dict[str, bytes]:
    """Return the payload of a word that its person wants to be known."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(OWN_WORD_SHAPES)}


def of_peer_pulses() -> dict[str, bytes]:
    """Return the payload of what came out of the box in which peers say how the program is for them."""
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in sorted(PULSE_SHAPES)}


def of_team_texts() -> dict[str, bytes]:
    """Return the payloads of what a supervisor writes for their team."""
    kinds = sorted({*TEXT_VERSION_SHAPES, *TEAM_TEXT_SHAPES})
    return {kind.value: to_plain(kind, edited((), CONTENTS[kind])) for kind in kinds}


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
        INTRODUCTIONS: of_introductions,
        OWN_DAYS: of_own_days,
        ROLE_COUNTS: of_role_counts,
        PLACES: of_places,
        TEAM_PLACES: of_team_places,
        PLACES_VERSIONS: of_places_versions,
        NOTE_DETAILS: beside_notes,
        NOTE_TIMES: of_note_times,
        OWN_WORDS: of_own_words,
        PEER_PULSES: of_peer_pulses,
        TEAM_TEXTS: of_team_texts,
        ONE_PERSON: of_one_person,
        AGENDAS: of_agendas,
    }
    for schema, made in ((schema, make()) for schema, make in made_by.items()):
        path = FOLDER / f"schema_{schema}.json"
        if not path.exists():
            said = json.dumps({name: raw.hex() for name, raw in made.items()}, indent=1)
            path.write_text(said + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
