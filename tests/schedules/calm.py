"""Schedules on which nothing goes wrong, and what is seen at their end: to compare one way of doing with another."""

from tests.schedules.looking import rows, shown
from tests.schedules.play import Play
from tests.schedules.said import FIELDS, words_in
from tests.schedules.steps import ACTS, Step, schedule_of
from tests.schedules.town import SUPERVISOR

_CALM = {*ACTS, "talk", "sync", "lock", "clock"}
_SHARED = "SELECT memory, outcome FROM shared_encounter WHERE hidden = 0"


def calm_schedule(seed: int) -> list[Step]:
    """Return the steps of a seed without faults and disasters. The clocks may be off."""
    return [step._replace(fuse=0) for step in schedule_of(seed, 60) if step.name in _CALM]


def outcome(play: Play) -> object:
    """Return what everybody sees at the end, told by words, for ids and order differ from time to time."""
    begun = {note: word for word, (note, field) in reversed(play.said.places.items()) if field == "memory"}
    seen = [
        (computer.name, begun.get(note), field, sorted(shown(computer.open, note, field)))
        for computer in play.town.peers
        for note in play.said.notes
        for field in FIELDS
    ]
    tomas = play.town.computers[SUPERVISOR].open
    copies = sorted((sorted(words_in(memory)), outcome) for memory, outcome in rows(tomas, _SHARED))
    return sorted(seen, key=repr), copies
