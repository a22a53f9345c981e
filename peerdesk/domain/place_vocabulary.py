"""The closed lists of the directory of places. Their labels stand with those of `vocabulary`."""

from typing import Final

from peerdesk.domain.vocabulary import NextStep, Vocabulary

PLACE_KINDS: Final = tuple(
    step for step in NextStep if step not in {NextStep.PEER_ME, NextStep.PEER_OTHER, NextStep.NONE_WANTED}
)
"""The next steps that are places: what somebody wants next, and where that is, have the same words."""


class PlaceFlag(Vocabulary):
    """What is good to know before somebody goes there."""

    MEDS_OK = "meds_ok"
    LOW_BARRIER = "low_barrier"
    KIDS_OK = "kids_ok"
    PETS_OK = "pets_ok"
    PARTNER_OK = "partner_ok"
    WHEELCHAIR = "wheelchair"


class Freshness(Vocabulary):
    """Whether somebody has looked lately if what stands here still holds."""

    FRESH = "fresh"
    OLD = "old"
    NEVER = "never"
