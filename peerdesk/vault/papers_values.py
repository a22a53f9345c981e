"""Shared permission papers as plain fields, and back. Reading raises UnreadableFieldError and nothing else."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from peerdesk.domain.consent_vocabulary import (
    ConsentKind,
    ConsentPurpose,
    ConsentScope,
    ConsentUntil,
    LedgerAct,
    RevokedHow,
    SignedHow,
)
from peerdesk.domain.ids import ID_BYTES, PersonId, RecordId
from peerdesk.domain.papers import GivenOut, Papers, PapersShare, PermissionShown
from peerdesk.domain.sharing import Grant, Grants
from peerdesk.vault import reading
from peerdesk.vault.fields import Plain, UnreadableFieldError, Values
from peerdesk.vault.reading import Fields

Made = TypeVar("Made")


def plain_readers(readers: Grants) -> dict[str, Any]:
    """Return who has papers as the plain value of the field: the generation by person in hex."""
    return {person.hex(): grant.generation for person, grant in sorted(readers.items())}


def read_readers(plain: object) -> dict[PersonId, Grant]:
    """Return who has papers; None is nobody. Raises UnreadableFieldError for anything odd."""
    if not isinstance(plain, dict | None):
        raise UnreadableFieldError("readers")
    try:
        return {PersonId(bytes.fromhex(person)): _grant(said) for person, said in (plain or {}).items()}
    except (TypeError, ValueError):
        raise UnreadableFieldError("readers") from None


def _grant(generation: object) -> Grant:
    if type(generation) is not int or generation < 0:
        raise UnreadableFieldError("readers")
    return Grant(generation=generation)


def share_of(fields: Fields, highest: int = 0) -> PapersShare:
    """Return who has the papers of an individual."""
    individual = RecordId(reading.sized(fields, "individual", ID_BYTES))
    return PapersShare(individual=individual, readers=read_readers(fields["readers"]), highest=highest)


def plain_papers(papers: Papers) -> Values:
    """Return the fields of a copy. An entry says nothing of what it has no answer to."""
    return {
        "handle": papers.handle,
        "permissions": [_said(_plain_permission(one)) for one in papers.permissions],
        "given_out": [_said(_plain_line(one)) for one in papers.given_out],
        "has_ended": papers.has_ended,
        "left_out": papers.left_out,
    }


def papers_in(fields: Fields) -> Papers:
    """Return a copy."""
    return Papers(
        handle=fields["handle"],
        permissions=_each(fields, "permissions", _permission),
        given_out=_each(fields, "given_out", _line),
        has_ended=fields["has_ended"],
        left_out=fields["left_out"],
    )


def _plain_permission(one: PermissionShown) -> dict[str, Plain]:
    return {
        "mark": one.mark,
        "kind": one.kind.value,
        "recipients": list(one.recipients),
        "scope": [code.value for code in one.scope],
        "purpose": _code(one.purpose),
        "starts": _day(one.starts),
        "expires": _day(one.expires),
        "until": _code(one.until),
        "signed_how": _code(one.signed_how),
        "copy_given": one.copy_given,
        "revoked_on": _day(one.revoked_on),
        "revoked_how": _code(one.revoked_how),
    }


def _plain_line(one: GivenOut) -> dict[str, Plain]:
    return {
        "under": one.under,
        "act": one.act.value,
        "done_on": one.done_on.isoformat(),
        "recipient": one.recipient,
        "what": [code.value for code in one.what],
    }


class _Entry(dict[str, Any]):
    """What an entry says. A name that is not there stands for no answer."""

    def __missing__(self, name: str) -> str:
        return ""


def _each(fields: Fields, name: str, read: Callable[[Fields], Made]) -> tuple[Made, ...]:
    if not all(isinstance(said, dict) for said in fields[name]):
        raise UnreadableFieldError(name)
    try:
        return tuple(read(_Entry(said)) for said in fields[name])
    except TypeError:
        raise UnreadableFieldError(name) from None


def _permission(said: Fields) -> PermissionShown:
    return PermissionShown(
        mark=_text(said, "mark"),
        kind=reading.code(said, "kind", ConsentKind),
        recipients=_texts(said, "recipients"),
        scope=_parts(said, "scope"),
        purpose=reading.maybe_code(said, "purpose", ConsentPurpose),
        starts=_maybe_day(said, "starts"),
        expires=_maybe_day(said, "expires"),
        until=reading.maybe_code(said, "until", ConsentUntil),
        signed_how=reading.maybe_code(said, "signed_how", SignedHow),
        copy_given=said["copy_given"] is True,
        revoked_on=_maybe_day(said, "revoked_on"),
        revoked_how=reading.maybe_code(said, "revoked_how", RevokedHow),
    )


def _line(said: Fields) -> GivenOut:
    return GivenOut(
        under=_text(said, "under"),
        act=reading.code(said, "act", LedgerAct),
        done_on=reading.day(said, "done_on"),
        recipient=_text(said, "recipient"),
        what=_parts(said, "what"),
    )


def _text(said: Fields, name: str) -> str:
    if not isinstance(said[name], str):
        raise UnreadableFieldError(name)
    return str(said[name])


def _texts(said: Fields, name: str) -> tuple[str, ...]:
    found = said[name] or []
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise UnreadableFieldError(name)
    return tuple(found)


def _parts(said: Fields, name: str) -> tuple[ConsentScope, ...]:
    return reading.codes({name: _texts(said, name)}, name, ConsentScope)


def _maybe_day(said: Fields, name: str) -> date | None:
    return reading.day(said, name) if said[name] else None


def _said(entry: Mapping[str, Plain]) -> dict[str, Plain]:
    return {name: value for name, value in entry.items() if value}


def _code(code: StrEnum | None) -> str:
    return code.value if code else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
