"""Sharing: private unless the peer widens it, and a share is a copy of exactly what the preview showed, never a key.

`share` is a field of the original: for each reader, off (0) or a generation g with the texts that were ticked. The copy
that leaves is a record of its own, so no fault of a screen can show the rest of the note.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from peerdesk.domain.encounter import Encounter
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.vocabulary import FollowUpState, Mode, NextState, NextStep, Outcome, Setting, Support

OFF = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What one reader was given: the generation (0 is off) and whether the memory note goes along."""

    generation: int
    include_memory: bool = False

    @property
    def is_on(self) -> bool:
        """Say whether the reader has a copy now."""
        return self.generation != OFF


Grants = Mapping[PersonId, Grant]


def widened(grants: Grants, reader: PersonId, highest: int, *, include_memory: bool) -> dict[PersonId, Grant]:
    """Return the grants with a reader added. `highest` is the highest generation ever used for this note."""
    return {**grants, reader: Grant(generation=highest + 1, include_memory=include_memory)}


def stopped(grants: Grants, reader: PersonId) -> dict[PersonId, Grant]:
    """Return the grants with a reader's share switched off."""
    return {**grants, reader: Grant(generation=OFF)}


def settled(alternatives: Sequence[Grants]) -> dict[PersonId, Grant]:
    """Return what holds when two computers disagree: a reader counts only where all of them agree."""
    readers = {reader for grants in alternatives for reader in grants}
    agreed: dict[PersonId, Grant] = {}
    for reader in readers:
        said = {grants.get(reader, Grant(generation=OFF)) for grants in alternatives}
        agreed[reader] = said.pop() if len(said) == 1 else Grant(generation=OFF)
    return agreed


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """What a reader sees of an encounter: exactly these parts and nothing else."""

    happened_on: date
    setting: Setting
    mode: Mode
    outcome: Outcome
    handle: str = ""
    support: tuple[Support, ...] = ()
    next: Mapping[NextStep, NextState] = field(default_factory=dict)
    follow_up_due: date | None = None
    follow_up_state: FollowUpState | None = None
    bring_to_supervision: bool = False
    prompt: str = ""
    memory: str = ""


def project(encounter: Encounter, *, handle: str, follow_up: FollowUp | None, include_memory: bool) -> Projection:
    """Return exactly what a supervisor would see. Supplies, what mattered and their own words never leave."""
    return Projection(
        happened_on=encounter.happened_on,
        setting=encounter.setting,
        mode=encounter.mode,
        outcome=encounter.outcome,
        handle=handle,
        support=encounter.support,
        next=dict(encounter.next),
        follow_up_due=follow_up.due if follow_up else None,
        follow_up_state=follow_up.state if follow_up else None,
        bring_to_supervision=encounter.bring_to_supervision,
        prompt=encounter.prompt,
        memory=encounter.memory if include_memory else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedItem:
    """A projection as its reader holds it: from whom, and which record it is in the space the two of them share."""

    id: RecordId
    owner: PersonId
    projection: Projection
