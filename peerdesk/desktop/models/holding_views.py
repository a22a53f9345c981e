"""What screens show of who has copies, ready to paint."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldView:
    """One note in a list of them: whom it is about, and the day and how it went."""

    key: object
    title: str
    sub: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderView:
    """Somebody with copies of what this peer keeps. `about` says what they are to the peer and how many they have.

    `notes` are copies of notes, `papers` the permission papers of individuals.
    """

    key: object
    name: str
    first_name: str
    about: str
    former: bool
    notes: tuple[HeldView, ...]
    papers: tuple[HeldView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferView:
    """What a new supervisor could be given, to choose from one by one: notes, and permission papers of individuals."""

    person: object
    first_name: str
    notes: tuple[HeldView, ...]
    papers: tuple[HeldView, ...] = ()
