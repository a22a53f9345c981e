"""Synthetic notes: the same number and seed give the same notes. Nothing here is about a real person."""

import random
from dataclasses import dataclass

SEED = 20260101
PLACES = ("the waiting room", "the unit", "the food pantry", "the bus stop", "the walk-in desk", "the recovery center")
OPENERS = ("Met with the individual", "Sat with the individual", "Called the individual", "Walked with the individual")
TOPICS = (
    "housing paperwork",
    "a ride to the clinic",
    "the meeting schedule",
    "family contact",
    "a phone charger and minutes",
    "a job application",
    "recovery coffee hour",
    "food pantry hours",
    "sleep and rest",
    "a grief group",
    "safe storage of belongings",
    "an insurance call",
    "a list of trusted friends",
    "the crisis line card",
    "a naloxone kit refill",
)
FEELINGS = ("hopeful", "tired", "uneasy", "calm", "frustrated", "relieved", "unsure", "proud", "worried", "open")
VERBS = ("talked through", "wrote down", "planned", "looked up", "listened about", "practised", "made a call about")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SYLLABLES = ("ba", "cor", "del", "fen", "gar", "hol", "jas", "kel", "lor", "mar", "nor", "pel", "quin", "ros", "sal")
TOWNS = tuple(sorted(a + b + c for a in SYLLABLES for b in SYLLABLES for c in ("ton", "dale", "field")))
WORDS = ("housing", "naloxone", "clinic", "worried", "charger", "marros")
"""What the searches type, letter by letter: common words, a rarer one, and one of the long tail."""

IN_EVERY_NOTE = "touch"
"""Whoever searches for it finds them all."""

FEW = 1_000
"""How many there are where few stand beside many."""

SAVES = 200
"""How many notes are saved one by one, after all the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticNote:
    """One note: 300 to 400 characters of text and the codes beside it."""

    happened_on: str
    setting: str
    support: tuple[str, ...]
    text: str


def synthetic_notes(count: int, seed: int = SEED) -> list[SyntheticNote]:
    """Return `count` notes; a longer list begins with the shorter one."""
    rng = random.Random(seed)
    return [_note(rng) for _ in range(count)]


def letters() -> list[str]:
    """Return what stands in the search box after each key."""
    return [word[:n] for word in WORDS for n in range(1, len(word) + 1)]


def _note(rng: random.Random) -> SyntheticNote:
    parts = [f"{rng.choice(OPENERS)} at {rng.choice(PLACES)} near {rng.choice(TOWNS).title()}."]
    while sum(map(len, parts)) < 300:
        verb, topic = rng.choice(VERBS), rng.choice(TOPICS)
        parts.append(f"We {verb} {topic}; felt {rng.choice(FEELINGS)} and {rng.choice(FEELINGS)}.")
    parts.append(f"Will be in touch on {rng.choice(DAYS)} {rng.randint(1, 28)} about {rng.choice(TOPICS)}.")
    return SyntheticNote(
        happened_on=f"2026-{rng.randint(1, 10):02d}-{rng.randint(1, 28):02d}",
        setting=rng.choice(("ed", "inpatient", "street", "clinic", "home")),
        support=tuple(rng.sample(("time", "listened", "options", "info"), 2)),
        text=" ".join(parts),
    )
