"""How notes and what is shared of them look in JSON. Keys are the names of the options."""

from datetime import date

from peerdesk.domain.encounter import Encounter
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.note_details import NoteDetails
from peerdesk.domain.note_time import Spent, clock_text
from peerdesk.domain.sharing import Projection

Shape = dict[str, object]


def encounter_shape(encounter: Encounter, details: NoteDetails, handle: str, follow_up: FollowUp | None) -> Shape:
    """Return every field of a note, and what lies beside it."""
    return {
        "id": encounter.id.hex(),
        "on": encounter.happened_on.isoformat(),
        "setting": encounter.setting.value,
        "outcome": encounter.outcome.value,
        "support": [code.value for code in encounter.support],
        "handle": handle,
        "memory": encounter.memory,
        "words": encounter.words,
        "next": {step.value: state.value for step, state in encounter.next.items()},
        "supplies": {item.value: count for item, count in encounter.supplies.items()},
        "mattered": [code.value for code in encounter.mattered],
        "length": encounter.length.value if encounter.length else None,
        "mode": encounter.mode.value,
        "count": encounter.count,
        "bring_to_supervision": encounter.bring_to_supervision,
        "prompt": encounter.prompt,
        "follow_up": day_shape(follow_up.due if follow_up else None),
        "language": encounter.language.value if encounter.language else None,
        "interpreter": encounter.interpreter.value if encounter.interpreter else None,
        "written_with": encounter.written_with.value if encounter.written_with else None,
        **details_shape(details),
    }


def time_shape(spent: Spent) -> Shape:
    """Return from when to when an encounter was, and the minutes that are set aside."""
    return {"begins": clock_text(spent.begins), "ends": clock_text(spent.ends), "aside": spent.aside}


def time_words(spent: Spent) -> str:
    """Return the same in words."""
    aside = f", {spent.aside} minutes set aside" if spent.aside else ""
    return f"{clock_text(spent.begins)}-{clock_text(spent.ends)}{aside}"


def details_shape(details: NoteDetails) -> Shape:
    """Return what lies beside a note."""
    return {"people": details.people, "unit": details.unit}


def projection_shape(projection: Projection) -> Shape:
    """Return exactly what a reader sees. The note for oneself is a key only when it was ticked and goes along."""
    shape: Shape = {
        "on": projection.happened_on.isoformat(),
        "setting": projection.setting.value,
        "mode": projection.mode.value,
        "outcome": projection.outcome.value,
        "handle": projection.handle,
        "support": [code.value for code in projection.support],
        "next": {step.value: state.value for step, state in projection.next.items()},
        "follow_up": day_shape(projection.follow_up_due),
        "follow_up_state": projection.follow_up_state.value if projection.follow_up_state else None,
        "bring_to_supervision": projection.bring_to_supervision,
        "prompt": projection.prompt,
    }
    if projection.memory:
        shape["memory"] = projection.memory
    return shape


def day_shape(day: date | None) -> str | None:
    """Return a day as YYYY-MM-DD, or None."""
    return day.isoformat() if day else None
