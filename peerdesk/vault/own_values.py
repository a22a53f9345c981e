"""Own lists about one's work as plain fields, and back. Reading raises UnreadableFieldError only."""

from peerdesk.domain.errors import InputRefusedError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.out_of_role import OutOfRole
from peerdesk.domain.peer_pulse import Pulse, Statement
from peerdesk.domain.role_vocabulary import RoleAnswer, RoleAsk, TrainingTopic
from peerdesk.domain.spelling import LONGEST_WORD, OwnWord
from peerdesk.domain.training import MOST_QUARTERS, Training
from peerdesk.vault import reading
from peerdesk.vault.fields import UnreadableFieldError, Values
from peerdesk.vault.reading import Fields


def plain_out_of_role(one: OutOfRole) -> Values:
    """Return the fields of something that was asked."""
    return {"asked": one.asked.value, "answer": one.answer.value, "happened_on": one.happened_on.isoformat()}


def out_of_role_of(record: RecordId, fields: Fields) -> OutOfRole:
    """Return something that was asked."""
    return OutOfRole(
        id=record,
        asked=reading.code(fields, "asked", RoleAsk),
        answer=reading.code(fields, "answer", RoleAnswer),
        happened_on=reading.day(fields, "happened_on"),
    )


def plain_training(one: Training) -> Values:
    """Return a training's fields."""
    return {
        "title": one.title,
        "happened_on": one.happened_on.isoformat(),
        "quarters": one.quarters,
        "given_by": one.given_by,
        "topic": one.topic.value if one.topic else "",
    }


def training_of(record: RecordId, fields: Fields) -> Training:
    """Return a training."""
    if not fields["title"]:
        raise UnreadableFieldError("title")
    if not 1 <= fields["quarters"] <= MOST_QUARTERS:
        raise UnreadableFieldError("quarters")
    return Training(
        id=record,
        title=fields["title"],
        happened_on=reading.day(fields, "happened_on"),
        quarters=fields["quarters"],
        given_by=fields["given_by"],
        topic=reading.maybe_code(fields, "topic", TrainingTopic),
    )


def plain_own_word(one: OwnWord) -> Values:
    """Return the fields of a word of one's own."""
    return {"word": one.word}


def own_word_of(record: RecordId, fields: Fields) -> OwnWord:
    """Return a word of one's own."""
    if not 0 < len(fields["word"]) <= LONGEST_WORD:
        raise UnreadableFieldError("word")
    return OwnWord(id=record, word=fields["word"])


def plain_pulse(one: Pulse) -> Values:
    """Return the fields of what came out of a box. All numbers are one field, so two versions are never mixed."""
    rows = [list(one.ticks[statement]) if statement in one.ticks else [] for statement in Statement]
    return {"quarter": one.quarter, "sums": [[one.slips], *rows]}


def pulse_of(record: RecordId, fields: Fields) -> Pulse:
    """Return what came out of a box. Numbers of fewer than five cannot be read, wherever they come from."""
    said = fields["sums"]
    if len(said) != 1 + len(Statement) or not all(isinstance(row, list) for row in said) or len(said[0]) != 1:
        raise UnreadableFieldError("sums")
    if any(type(number) is not int for row in said for number in row):
        raise UnreadableFieldError("sums")
    ticks = {statement: tuple(row) for statement, row in zip(Statement, said[1:], strict=True) if row}
    try:
        return Pulse(id=record, quarter=fields["quarter"], slips=said[0][0], ticks=ticks)
    except InputRefusedError:
        raise UnreadableFieldError("sums") from None
