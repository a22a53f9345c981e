"""Domain values as plain fields, and back. One pair of functions for each kind of record.

Reading raises UnreadableFieldError and never anything else, because what is read may have come from another computer.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import partial
from typing import Any, Final

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.encounter import Encounter
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.ids import ID_BYTES, PersonId, RecordId
from peerdesk.domain.individual import Individual
from peerdesk.domain.sharing import Projection
from peerdesk.domain.supervision import Acknowledgement, Comment, Opened, Removed
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
    Support,
    WrittenWith,
)
from peerdesk.vault import agenda_values, reading
from peerdesk.vault.agenda_values import guide_said, item_of, meeting_of, talked_of
from peerdesk.vault.consent_values import consent_of, entry_of, withdrawal_of
from peerdesk.vault.fields import Plain, UnreadableFieldError, Values
from peerdesk.vault.follow_up_values import phone_of, plan_of, try_of
from peerdesk.vault.grants import read_grants
from peerdesk.vault.handover_values import answer_of, handoff_of, handover_of
from peerdesk.vault.individual_values import one_person_of
from peerdesk.vault.introduction_values import introduction_of
from peerdesk.vault.note_details_values import details_of, time_of
from peerdesk.vault.own_values import out_of_role_of, own_word_of, pulse_of, training_of
from peerdesk.vault.papers_values import papers_in, share_of
from peerdesk.vault.place_values import place_of
from peerdesk.vault.reading import Fields
from peerdesk.vault.referral_values import referral_of, whereabouts_of
from peerdesk.vault.shift_values import counted_of, shift_of
from peerdesk.vault.supervision_values import session_of, signature_of
from peerdesk.vault.tally_values import agreement_of, role_tally_of, tally_of
from peerdesk.vault.team_place_values import team_places_of
from peerdesk.vault.team_text_values import team_text_of


def plain_encounter(encounter: Encounter) -> Values:
    """Return an encounter's fields. `share` and `hidden` are not among them: they are kept by acts of their own."""
    return {
        "happened_on": encounter.happened_on.isoformat(),
        "setting": encounter.setting.value,
        "outcome": encounter.outcome.value,
        "support": codes_text(encounter.support),
        "individual": encounter.individual,
        "mode": encounter.mode.value,
        "length": code_text(encounter.length),
        "mattered": codes_text(encounter.mattered),
        "next": _map_text(encounter.next),
        "supplies": {item.value: count for item, count in encounter.supplies.items()},
        "words": encounter.words,
        "memory": encounter.memory,
        "language": code_text(encounter.language),
        "interpreter": code_text(encounter.interpreter),
        "written_with": code_text(encounter.written_with),
        "count": encounter.count,
        "bring_to_supervision": encounter.bring_to_supervision,
        "prompt": encounter.prompt,
    }


_ENCOUNTER: Final[Mapping[str, Callable[[Fields, str], Any]]] = {
    "happened_on": reading.day,
    "setting": partial(reading.code, vocabulary=Setting),
    "outcome": partial(reading.code, vocabulary=Outcome),
    "support": partial(reading.codes, vocabulary=Support),
    "individual": reading.record,
    "mode": partial(reading.code, vocabulary=Mode),
    "length": partial(reading.maybe_code, vocabulary=Length),
    "mattered": partial(reading.codes, vocabulary=Mattered),
    "next": reading.next_steps,
    "supplies": reading.supplies,
    "words": reading.as_it_is,
    "memory": reading.as_it_is,
    "language": partial(reading.maybe_code, vocabulary=Language),
    "interpreter": partial(reading.maybe_code, vocabulary=Interpreter),
    "written_with": partial(reading.maybe_code, vocabulary=WrittenWith),
    "count": reading.as_it_is,
    "bring_to_supervision": reading.as_it_is,
    "prompt": reading.as_it_is,
}
_NEEDED: Final = frozenset({"happened_on", "setting", "outcome", "mode"})
"""What an encounter cannot be made without. The default of every other field can be read."""


def encounter_of(record: RecordId, fields: Fields) -> Encounter:
    """Return the encounter that some plain fields describe."""
    return Encounter(id=record, **{name: read(fields, name) for name, read in _ENCOUNTER.items()})


def check_answers(said: Fields) -> None:
    """Raise UnreadableFieldError unless an encounter can be made of these fields, with every other at its default."""
    if missing := _NEEDED - said.keys():
        raise UnreadableFieldError(min(missing))
    for name in said:
        if name in _ENCOUNTER:
            _ENCOUNTER[name](said, name)


def plain_projection(projection: Projection) -> Values:
    """Return the fields of what a reader is shown."""
    return {
        "happened_on": projection.happened_on.isoformat(),
        "setting": projection.setting.value,
        "mode": projection.mode.value,
        "outcome": projection.outcome.value,
        "handle": projection.handle,
        "support": codes_text(projection.support),
        "next": _map_text(projection.next),
        "follow_up_due": projection.follow_up_due.isoformat() if projection.follow_up_due else "",
        "follow_up_state": code_text(projection.follow_up_state),
        "bring_to_supervision": projection.bring_to_supervision,
        "prompt": projection.prompt,
        "memory": projection.memory,
    }


def projection_of(fields: Fields) -> Projection:
    """Return what a reader is shown."""
    return Projection(
        happened_on=reading.day(fields, "happened_on"),
        setting=reading.code(fields, "setting", Setting),
        mode=reading.code(fields, "mode", Mode),
        outcome=reading.code(fields, "outcome", Outcome),
        handle=fields["handle"],
        support=reading.codes(fields, "support", Support),
        next=reading.next_steps(fields, "next"),
        follow_up_due=reading.day(fields, "follow_up_due") if fields["follow_up_due"] else None,
        follow_up_state=reading.maybe_code(fields, "follow_up_state", FollowUpState),
        bring_to_supervision=fields["bring_to_supervision"],
        prompt=fields["prompt"],
        memory=fields["memory"],
    )


def individual_of(record: RecordId, fields: Fields) -> Individual:
    """Return an individual."""
    if not fields["handle"]:
        raise UnreadableFieldError("handle")
    return Individual(id=record, handle=fields["handle"])


def plain_follow_up(follow_up: FollowUp) -> Values:
    """Return a follow-up's fields."""
    return {
        "due": follow_up.due.isoformat(),
        "encounter": follow_up.encounter,
        "individual": follow_up.individual,
        "state": follow_up.state.value,
    }


def follow_up_of(record: RecordId, fields: Fields) -> FollowUp:
    """Return a follow-up."""
    return FollowUp(
        id=record,
        due=reading.day(fields, "due"),
        encounter=reading.record(fields, "encounter"),
        individual=reading.record(fields, "individual"),
        state=reading.code(fields, "state", FollowUpState),
    )


def comment_of(record: RecordId, author: PersonId, fields: Fields) -> Comment:
    """Return a comment. Its time is UTC."""
    return Comment(
        id=record,
        author=author,
        about=_about(fields),
        revision=reading.revision(fields, "revision"),
        text=fields["text"],
        written_at=reading.time(fields, "written_at"),
    )


def acknowledgement_of(record: RecordId, author: PersonId, fields: Fields) -> Acknowledgement:
    """Return an acknowledgement. Its time is UTC."""
    return Acknowledgement(
        id=record,
        author=author,
        about=_about(fields),
        revision=reading.revision(fields, "revision"),
        kind=reading.code(fields, "kind", AckKind),
        given_at=reading.time(fields, "given_at"),
    )


def opened_of(record: RecordId, author: PersonId, fields: Fields) -> Opened:
    """Return when somebody opened a shared item."""
    return Opened(id=record, author=author, about=_about(fields), opened_at=reading.time(fields, "opened_at"))


def removed_of(record: RecordId, author: PersonId, fields: Fields) -> Removed:
    """Return the receipt that a withdrawn copy is gone."""
    return Removed(id=record, author=author, about=_about(fields), removed_at=reading.time(fields, "removed_at"))


def _check_seed(fields: Fields) -> None:
    if len(fields["seed"] or b"") != 32:
        raise UnreadableFieldError("seed")


_NOBODY: Final = (RecordId(bytes(ID_BYTES)), PersonId(bytes(ID_BYTES)))
_READERS: Final[dict[RecordKind, Callable[[Fields], object]]] = {
    RecordKind.ENCOUNTER: lambda fields: (encounter_of(_NOBODY[0], fields), read_grants(fields["share"])),
    RecordKind.INDIVIDUAL: lambda fields: individual_of(_NOBODY[0], fields),
    RecordKind.FOLLOW_UP: lambda fields: follow_up_of(_NOBODY[0], fields),
    RecordKind.SHARED_ENCOUNTER: projection_of,
    RecordKind.COMMENT: lambda fields: comment_of(*_NOBODY, fields),
    RecordKind.ACKNOWLEDGEMENT: lambda fields: acknowledgement_of(*_NOBODY, fields),
    RecordKind.OPENED: lambda fields: opened_of(*_NOBODY, fields),
    RecordKind.REMOVED: lambda fields: removed_of(*_NOBODY, fields),
    RecordKind.SPACE_SEED: _check_seed,
    RecordKind.CONSENT: lambda fields: consent_of(_NOBODY[0], fields),
    RecordKind.WITHDRAWAL: lambda fields: withdrawal_of(_NOBODY[0], fields),
    RecordKind.DISCLOSURE: lambda fields: entry_of(_NOBODY[0], fields),
    RecordKind.HANDOFF: lambda fields: handoff_of(*_NOBODY, fields),
    RecordKind.HANDOFF_ANSWER: lambda fields: answer_of(*_NOBODY, fields),
    RecordKind.HANDOVER: lambda fields: handover_of(_NOBODY[0], fields),
    RecordKind.SUPERVISION: lambda fields: session_of(*_NOBODY, fields),
    RecordKind.SUPERVISION_SIGNED: lambda fields: signature_of(*_NOBODY, fields),
    RecordKind.FOLLOW_UP_PLAN: plan_of,
    RecordKind.FOLLOW_UP_TRY: lambda fields: try_of(_NOBODY[0], fields),
    RecordKind.PHONE_NUMBER: lambda fields: phone_of(_NOBODY[0], fields),
    RecordKind.SHIFT: lambda fields: shift_of(_NOBODY[0], fields),
    RecordKind.COUNTED: lambda fields: counted_of(_NOBODY[0], fields),
    RecordKind.PAPERS_SHARE: share_of,
    RecordKind.SHARED_PAPERS: papers_in,
    RecordKind.TALLY: tally_of,
    RecordKind.TALLY_AGREEMENT: lambda fields: agreement_of(_NOBODY[0], fields),
    RecordKind.ROLE_TALLY: role_tally_of,
    RecordKind.ROLE_AGREEMENT: lambda fields: agreement_of(_NOBODY[0], fields),
    RecordKind.REFERRAL: lambda fields: referral_of(_NOBODY[0], fields),
    RecordKind.WHEREABOUTS: lambda fields: whereabouts_of(_NOBODY[0], fields),
    RecordKind.INTRODUCTION: lambda fields: introduction_of(_NOBODY[0], fields),
    RecordKind.OUT_OF_ROLE: lambda fields: out_of_role_of(_NOBODY[0], fields),
    RecordKind.TRAINING: lambda fields: training_of(_NOBODY[0], fields),
    RecordKind.PLACE: lambda fields: place_of(_NOBODY[0], fields),
    **dict.fromkeys((RecordKind.PLACES_VERSION, RecordKind.TEAM_PLACES), team_places_of),
    RecordKind.ONE_PERSON: lambda fields: one_person_of(_NOBODY[0], fields),
    RecordKind.AGENDA_ITEM: lambda fields: item_of(_NOBODY[0], fields),
    RecordKind.AGENDA_ENTRY: agenda_values.entry_of,
    RecordKind.TALKED_ABOUT: lambda fields: talked_of(*_NOBODY, fields),
    RecordKind.GUIDE_USE: guide_said,
    RecordKind.NEXT_MEETING: meeting_of,
    RecordKind.NOTE_DETAILS: details_of,
    RecordKind.NOTE_TIME: time_of,
    RecordKind.OWN_WORD: lambda fields: own_word_of(_NOBODY[0], fields),
    RecordKind.PEER_PULSE: lambda fields: pulse_of(_NOBODY[0], fields),
    **dict.fromkeys((RecordKind.TEXT_VERSION, RecordKind.TEAM_TEXT), team_text_of),
}


def check_readable(kind: RecordKind, fields: Fields) -> None:
    """Raise UnreadableFieldError unless the fields make a value of this kind."""
    _READERS[kind](fields)


def codes_text(codes: Iterable[StrEnum]) -> list[Any]:
    """Return the plain codes of some members."""
    return [code.value for code in codes]


def code_text(code: StrEnum | None) -> str:
    """Return the plain code of a member, empty for none."""
    return code.value if code else ""


def _map_text(given: Mapping[NextStep, NextState]) -> dict[str, Plain]:
    return {step.value: state.value for step, state in given.items()}


def _about(fields: Fields) -> RecordId:
    return RecordId(reading.sized(fields, "about", ID_BYTES))
