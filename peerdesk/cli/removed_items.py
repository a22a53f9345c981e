"""`peerdesk attention look`: what a computer that is off the list wrote, item by item, before you say whose it is."""

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import line, moment, shipped_labels
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.vocabulary import Outcome, Setting
from peerdesk.vault.heaps import OF_REMOVED
from peerdesk.vault.vault import Vault
from peerdesk.work.attention import needs
from peerdesk.work.labels import Labels
from peerdesk.work.removed_decisions import drop_item, take_item
from peerdesk.work.removed_items import Became, RemovedItem, find_item, removed_work

_BECAME: Final[Mapping[Became, str]] = MappingProxyType(
    {
        Became.NEW: "begun there",
        Became.CHANGED: "changed there",
        Became.DELETED: "deleted there",
        Became.ERASED: "erased there for good",
        Became.UNREAD: "cannot be opened here",
    }
)
_KINDS: Final[Mapping[RecordKind, str]] = MappingProxyType(
    {
        RecordKind.ENCOUNTER: "note",
        RecordKind.INDIVIDUAL: "individual",
        RecordKind.FOLLOW_UP: "follow-up",
        RecordKind.FOLLOW_UP_PLAN: "how to follow up",
        RecordKind.NOTE_DETAILS: "how many and where, beside a note",
        RecordKind.NOTE_TIME: "from when to when, beside a note",
        RecordKind.FOLLOW_UP_TRY: "try",
        RecordKind.PHONE_NUMBER: "phone number",
        RecordKind.SHIFT: "shift",
        RecordKind.COUNTED: "encounter that is only counted",
        RecordKind.INTRODUCTION: "introduction",
        RecordKind.ONE_PERSON: "two handles that are one person",
        RecordKind.OUT_OF_ROLE: "asked outside your role",
        RecordKind.TRAINING: "training",
        RecordKind.OWN_WORD: "word you kept",
        RecordKind.PEER_PULSE: "sums of a box: how the program is for its peers",
        RecordKind.REFERRAL: "referral",
        RecordKind.PLACE: "place",
        RecordKind.TEAM_PLACES: "list of places for peers",
        RecordKind.PLACES_VERSION: "version of the list of places for peers",
        RecordKind.TEXT_VERSION: "version of what your team is given",
        RecordKind.TEAM_TEXT: "guide, words or rhythm for peers",
        RecordKind.WHEREABOUTS: "how to find somebody",
        RecordKind.CONSENT: "permission",
        RecordKind.PAPERS_SHARE: "who may see permission papers",
        RecordKind.WITHDRAWAL: "permission taken back",
        RecordKind.DISCLOSURE: "line of what was told",
        RecordKind.COMMENT: "comment",
        RecordKind.ACKNOWLEDGEMENT: "acknowledgement",
        RecordKind.HANDOFF: "handover",
        RecordKind.HANDOFF_ANSWER: "answer to a handover",
        RecordKind.HANDOVER: "handover",
        RecordKind.AGENDA_ITEM: "something to bring to supervision",
        RecordKind.AGENDA_ENTRY: "something on the agenda that your supervisor reads",
        RecordKind.TALKED_ABOUT: "tick: talked about",
        RecordKind.GUIDE_USE: "guide you used",
        RecordKind.NEXT_MEETING: "when you meet next",
    }
)


@click.command(cls=Command, epilog="Example: peerdesk attention look apart-removed_computer")
@click.argument("key", metavar="KEY")
@pass_invocation
def look(invocation: Invocation, key: str) -> None:
    """Read what a computer of yours that is off the list wrote, item by item, the newest first.

    Nothing of it counts by being read. Say yes or no to one with: peerdesk attention accept KEY --item ID, or drop.
    """
    with opened(invocation) as vault:
        _check(vault, key)
        work = removed_work(vault)
    labels = shipped_labels()
    lines = [part for one in work.items for part in _lines(one, labels)]
    if work.more:
        lines.append(f"Older ones that were not looked at: {work.more}")
    invocation.answer(
        {"items": [_shape(one) for one in work.items], "more": work.more}, lines or ["Nothing of it can be shown."]
    )


def decide_item(vault: Vault, key: str, prefix: str, *, yes: bool) -> None:
    """Say yes or no to one item, by the beginning of its id.

    Raises NotFoundError, AmbiguousIdError or NotAllowedError.
    """
    _check(vault, key)
    item = find_item(removed_work(vault), prefix)
    if yes:
        take_item(vault, item.key, now(), os.urandom)
    else:
        drop_item(vault, item.key)


def _check(vault: Vault, key: str) -> None:
    if all((one.key, one.reason) != (key, OF_REMOVED) for one in needs(vault)):
        raise NotFoundError("thing")


def _shape(item: RemovedItem) -> Shape:
    return {
        "id": item.key.hex(),
        "kind": item.kind.value if item.kind else None,
        "became": item.became.value,
        "written_at": item.written_at.isoformat() if item.written_at else None,
        "handle": item.handle or None,
        "first_words": item.first_words or None,
        "part": item.part.value if item.part else None,
        "version": item.version or None,
        "setting": item.setting or None,
        "outcome": item.outcome or None,
        "readers": list(item.readers),
    }


def _lines(item: RemovedItem, labels: Labels) -> list[str]:
    what = _KINDS.get(item.kind, item.kind.value.replace("_", " ")) if item.kind else "item"
    what = f"{what}: {item.part.value}, version {item.version}" if item.part else what
    how = f"{labels.of(Setting(item.setting))}, {labels.of(Outcome(item.outcome))}" if item.setting else ""
    shared = f"shared with {', '.join(item.readers)}" if item.readers else ""
    said = "  ".join(part for part in (item.handle, how, item.first_words, shared) if part)
    written = moment(item.written_at) if item.written_at else ""
    head = "  ".join(part for part in (what, _BECAME[item.became], written) if part)
    return [line(item.key.hex()[:12], head), *([line("", said)] if said else [])]
