"""`peerdesk library`, the versions of the list of places: what a supervisor gave, and what is new to a peer."""

import os
from collections.abc import Iterator
from typing import Final

from peerdesk.cli.invocation import Invocation, now
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.place import Place, place_draft
from peerdesk.domain.place_table import TEXTS
from peerdesk.domain.team_places import PlacesChanged, TeamPlaces, in_steps
from peerdesk.domain.text import folded
from peerdesk.vault.vault import Vault
from peerdesk.work.team_documents import GivenList
from peerdesk.work.team_places import TeamList, given_list, note_seen, own_lists, restore_places, team_lists

PLACES: Final = "places"
"""What the list is called among the parts of a library. Its lines are places, and not lines of a text."""


def show_lists(invocation: Invocation) -> None:
    """Show the versions of one's own list, and what is new in those of one's supervisors."""
    with opened(invocation) as vault:
        given, versions, received = given_list(vault, now()), own_lists(vault, now()), team_lists(vault, now())
    steps = in_steps(versions)
    document = {
        "part": PLACES,
        "given": {"peers": given.peers, "up_to_date": given.up_to_date} if given is not None else None,
        "versions": [_version(one, what) for one, what in steps],
        "received": [_received(one) for one in received],
    }
    lines = [line for one, what in steps for line in _version_lines(one, what)]
    if given is not None and versions:
        lines.append(f"{given.up_to_date} of {given.peers} peers were given your list as it stands.")
    lines += [line for one in received for line in received_lines(one)]
    invocation.answer(document, lines or ["No list of places was given yet."])


def restore_list(invocation: Invocation, number: int) -> None:
    """Let one's own list say what a version said, and give it as a new version."""
    with opened(invocation) as vault:
        found = tuple(one for one in own_lists(vault, now()) if one.version == number)
        if not found:
            raise NotFoundError("version")
        if len(found) > 1:
            raise RefusalError("ambiguous", f"Two of your computers gave version {number}. Choose it in the window.")
        given, _ = restore_places(vault, found[0], now(), os.urandom)
        newest = own_lists(vault, now())[0]
    lines = [*_version_lines(newest, None), "Your own list says the same now.", goes_line(given)]
    invocation.answer({**_version(newest, None), "peers": given.peers}, lines)


def goes_line(given: GivenList) -> str:
    """Say to how many a list or a text goes."""
    if given.is_outranked:
        return "Somebody still sees another one that ranks before yours. Tell your officer."
    if not given.gave:
        return "Everybody has it already."
    return f"It goes to {given.gave} of {given.peers} with the next sync."


def see_list(invocation: Invocation, person: str) -> None:
    """Say that what is new in somebody's list was read."""
    with opened(invocation) as vault:
        known = _of(vault, person)
        if not known:
            raise NotFoundError("person")
        note_seen(vault, known)
        document = {"part": PLACES, "received": [_received(one) for one in _of(vault, person)]}
    # What came since it was listed is marked, too: so it is shown.
    invocation.answer(document, [line for one in known for line in received_lines(one)])


def received_lines(one: TeamList, most: int | None = None) -> Iterator[str]:
    """Return the lines of a list that a supervisor has given: whose it is, and what is new in it, in `most` lines."""
    yield calm(f"From {one.name}, version {one.given.version} of {one.given.published_on}: {_many(one.given)}")
    if one.is_new and one.news is not None:
        said = tuple(_changed_lines(one.news))
        yield from said[:most]
        if most is not None and len(said) > most:
            yield f"  and {len(said) - most} more: peerdesk library texts {PLACES}"
    elif one.is_new:
        yield "  new: you have not looked at it yet"


def _of(vault: Vault, person: str) -> tuple[TeamList, ...]:
    return tuple(one for one in team_lists(vault, now()) if folded(one.name) == folded(person))


def _version(one: TeamPlaces, changed: PlacesChanged | None) -> Shape:
    said = {"version": one.version, "published_on": one.published_on.isoformat(), "places": len(one.places)}
    return {**said, "differs": _differs(changed)}


def _received(one: TeamList) -> Shape:
    return {**_version(one.given, one.news if one.is_new else None), "from": one.name, "new": one.is_new}


def _differs(changed: PlacesChanged | None) -> Shape | None:
    if changed is None:
        return None
    return {
        "added": [_place(one) for one in changed.added],
        "changed": [{"before": _place(was), "after": _place(one)} for was, one in changed.changed],
        "gone": [_place(one) for one in changed.gone],
        "checked": changed.checked,
    }


def _place(one: Place) -> Shape:
    draft = place_draft(one)
    return {"id": one.id.hex(), **{name: getattr(draft, name) or None for name in TEXTS}, "flags": list(draft.flags)}


def _version_lines(one: TeamPlaces, changed: PlacesChanged | None) -> Iterator[str]:
    yield f"places, version {one.version} of {one.published_on}: {_many(one)}"
    if changed is not None:
        yield from _changed_lines(changed)


def _changed_lines(changed: PlacesChanged) -> Iterator[str]:
    numbers = (len(changed.changed), len(changed.gone), len(changed.added), changed.checked)
    named = zip(numbers, ("changed", "gone", "new", "checked again"), strict=True)
    yield "  " + (", ".join(f"{number} {name}" for number, name in named if number) or "nothing differs")
    for was, one in changed.changed:
        yield calm(f"  changed: {one.name}: {_differing(was, one)}")
    yield from (calm(f"  gone: {_said(one)}") for one in changed.gone)
    yield from (calm(f"  new: {_said(one)}") for one in changed.added)


def _differing(was: Place, one: Place) -> str:
    old, new = _parts(was), _parts(one)
    differ = [name for name in old if old[name] != new[name]]
    return ", ".join(f"{name} {old[name] or 'nothing'} -> {new[name] or 'nothing'}" for name in differ)


def _said(one: Place) -> str:
    return "  ".join(text for text in _parts(one).values() if text)


def _parts(one: Place) -> dict[str, str]:
    """Return what a place says of itself, and not who looked and when: that is only counted."""
    draft = place_draft(one)
    texts = {name: getattr(draft, name) for name in TEXTS if not name.startswith("checked")}
    return {**texts, "flags": ",".join(draft.flags)}


def _many(one: TeamPlaces) -> str:
    return f"{len(one.places)} place" + ("" if len(one.places) == 1 else "s")
