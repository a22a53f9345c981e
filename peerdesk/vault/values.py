"""Domain values as plain fields, and back. One pair of functions for each kind of record.

Reading raises UnreadableFieldError and never anything else, because what is read may have come from another computer.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, TypeVar

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.encounter import Encounter
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.ids import ID_BYTES, REVISION_BYTES, PersonId, RecordId, RevisionId
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
    Supply,
    Support,
    WrittenWith,
)
from peerdesk.vault.fields import Plain, UnreadableFieldError, Values
from peerdesk.vault.grants import read_grants

Code = TypeVar("Code", bound=StrEnum)
Fields = Mapping[str, Any]
EARLIEST_YEAR: Final = 1970
LATEST_YEAR: Final = 3000


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


def encounter_of(record: RecordId, fields: Fields) -> Encounter:
    """Return the encounter that some plain fields describe."""
    return Encounter(
        id=record,
        happened_on=_day(fields, "happened_on"),
        setting=_code(fields, "setting", Setting),
        outcome=_code(fields, "outcome", Outcome),
        support=_codes(fields, "support", Support),
        individual=_record(fields, "individual"),
        mode=_code(fields, "mode", Mode),
        length=_maybe_code(fields, "length", Length),
        mattered=_codes(fields, "mattered", Mattered),
        next=next_steps(fields),
        supplies=_supplies(fields),
        words=fields["words"],
        memory=fields["memory"],
        language=_maybe_code(fields, "language", Language),
        interpreter=_maybe_code(fields, "interpreter", Interpreter),
        written_with=_maybe_code(fields, "written_with", WrittenWith),
        count=fields["count"],
        bring_to_supervision=fields["bring_to_supervision"],
        prompt=fields["prompt"],
    )


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
        happened_on=_day(fields, "happened_on"),
        setting=_code(fields, "setting", Setting),
        mode=_code(fields, "mode", Mode),
        outcome=_code(fields, "outcome", Outcome),
        handle=fields["handle"],
        support=_codes(fields, "support", Support),
        next=next_steps(fields),
        follow_up_due=_day(fields, "follow_up_due") if fields["follow_up_due"] else None,
        follow_up_state=_maybe_code(fields, "follow_up_state", FollowUpState),
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
        due=_day(fields, "due"),
        encounter=_record(fields, "encounter"),
        individual=_record(fields, "individual"),
        state=_code(fields, "state", FollowUpState),
    )


def comment_of(record: RecordId, author: PersonId, fields: Fields) -> Comment:
    """Return a comment. Its time is UTC."""
    return Comment(
        id=record,
        author=author,
        about=_about(fields),
        revision=_revision(fields),
        text=fields["text"],
        written_at=_time(fields, "written_at"),
    )


def acknowledgement_of(record: RecordId, author: PersonId, fields: Fields) -> Acknowledgement:
    """Return an acknowledgement. Its time is UTC."""
    return Acknowledgement(
        id=record,
        author=author,
        about=_about(fields),
        revision=_revision(fields),
        kind=_code(fields, "kind", AckKind),
        given_at=_time(fields, "given_at"),
    )


def opened_of(record: RecordId, author: PersonId, fields: Fields) -> Opened:
    """Return when somebody opened a shared item."""
    return Opened(id=record, author=author, about=_about(fields), opened_at=_time(fields, "opened_at"))


def removed_of(record: RecordId, author: PersonId, fields: Fields) -> Removed:
    """Return the receipt that a withdrawn copy is gone."""
    return Removed(id=record, author=author, about=_about(fields), removed_at=_time(fields, "removed_at"))


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


def _code(fields: Fields, name: str, vocabulary: type[Code]) -> Code:
    try:
        return vocabulary(fields[name])
    except ValueError:
        raise UnreadableFieldError(name) from None


def _maybe_code(fields: Fields, name: str, vocabulary: type[Code]) -> Code | None:
    return _code(fields, name, vocabulary) if fields[name] else None


def _codes(fields: Fields, name: str, vocabulary: type[Code]) -> tuple[Code, ...]:
    try:
        return tuple(vocabulary(value) for value in fields[name])
    except ValueError:
        raise UnreadableFieldError(name) from None


def next_steps(fields: Fields) -> dict[NextStep, NextState]:
    """Return the next steps and how far each has come."""
    try:
        return {NextStep(step): NextState(state) for step, state in fields["next"].items()}
    except ValueError:
        raise UnreadableFieldError("next") from None


def _supplies(fields: Fields) -> dict[Supply, int]:
    try:
        chosen = {Supply(item): count for item, count in fields["supplies"].items()}
    except ValueError:
        raise UnreadableFieldError("supplies") from None
    if any(type(count) is not int for count in chosen.values()):
        raise UnreadableFieldError("supplies")
    return chosen


def _day(fields: Fields, name: str) -> date:
    try:
        return date.fromisoformat(fields[name])
    except ValueError:
        raise UnreadableFieldError(name) from None


def _time(fields: Fields, name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(fields[name])
    except ValueError:
        raise UnreadableFieldError(name) from None
    # A time near either end of the calendar cannot be told on the reader's own clock, and every look at it would fail.
    if moment.tzinfo is None or not EARLIEST_YEAR <= moment.year < LATEST_YEAR:
        raise UnreadableFieldError(name)
    return moment


def _record(fields: Fields, name: str) -> RecordId | None:
    return None if fields[name] is None else RecordId(_sized(fields, name, ID_BYTES))


def _about(fields: Fields) -> RecordId:
    return RecordId(_sized(fields, "about", ID_BYTES))


def _revision(fields: Fields) -> RevisionId | None:
    return None if fields["revision"] is None else RevisionId(_sized(fields, "revision", REVISION_BYTES))


def _sized(fields: Fields, name: str, size: int) -> bytes:
    value = fields[name]
    if not isinstance(value, bytes) or len(value) != size:
        raise UnreadableFieldError(name)
    return value
