"""The field `share` of an encounter: plain as {person in hex: [generation, with memory note]}, and as grants."""

from collections.abc import Iterable, Sequence
from typing import Any

from peerdesk.domain.ids import PersonId
from peerdesk.domain.merge import Candidate
from peerdesk.domain.sharing import Grant, Grants, settled
from peerdesk.vault.fields import UnreadableFieldError


def plain_grants(grants: Grants) -> dict[str, Any]:
    """Return grants as the plain value of the field."""
    return {person.hex(): [grant.generation, grant.include_memory] for person, grant in sorted(grants.items())}


def read_grants(plain: object) -> dict[PersonId, Grant]:
    """Return the grants in a plain value; None is no grant. Raises UnreadableFieldError for anything odd."""
    if plain is None:
        return {}
    if not isinstance(plain, dict):
        raise UnreadableFieldError("share")
    try:
        return {PersonId(bytes.fromhex(person)): _grant(*said) for person, said in plain.items()}
    except (TypeError, ValueError):
        raise UnreadableFieldError("share") from None


def _grant(generation: object, include_memory: object) -> Grant:
    if type(generation) is not int or generation < 0 or not isinstance(include_memory, bool):
        raise UnreadableFieldError("share")
    return Grant(generation=generation, include_memory=include_memory)


def highest(grants: Iterable[Grant]) -> int:
    """Return the highest generation among some grants; 0 where there is none."""
    return max((grant.generation for grant in grants), default=0)


def settled_grants(candidates: Sequence[Candidate]) -> dict[PersonId, Grant]:
    """Return what holds among competing values of the field: a reader counts only where all agree."""
    return settled([read_grants(candidate.value) for candidate in candidates])
