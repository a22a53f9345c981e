"""Leaving the job: what happens to each thing on the last day. Nobody is asked why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDay:
    """What there is, counted, and what becomes of it.

    `notes` stay with the peer. `copies` of notes, and the permission papers of `papers` individuals, are with
    `readers`, who keep them unless they are taken back. `waiting` are follow-ups that are with nobody else, `offered`
    those not answered yet, `theirs` those another peer has accepted. `unsent` is what is on this computer
    only. `hospital_reads` says that the peer let the hospital open what they keep.
    """

    notes: int
    copies: int
    readers: tuple[str, ...]
    waiting: int
    offered: int
    theirs: int
    unsent: int
    hospital_reads: bool = False
    papers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One number of a peer's own work: of what, which answer, how many. There is nobody in it, and no day."""

    part: str
    code: str
    count: int
