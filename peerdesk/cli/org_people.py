"""`peerdesk org people`, `org status` and `org confirm`: who was invited, who has joined, and what to look into."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.org_line import (
    ORG,
    ROLE,
    TLS_CERT,
    at_the_server,
    day_of,
    last_day_of,
    officer_line,
    officers_words,
    role_of,
)
from peerdesk.cli.org_warnings import entry_shape, warnings
from peerdesk.cli.passphrases import read_passphrase
from peerdesk.domain.ids import PersonId
from peerdesk.work.ceremony import fingerprint_groups
from peerdesk.work.erasing_after import left_without_a_day
from peerdesk.work.officer import confirm as confirm_person
from peerdesk.work.officer_keys import OfficerTerm, officer_terms
from peerdesk.work.officer_people import KnownToOfficer, ignored_entries, org_people
from peerdesk.work.organisation_folder import read_public

DONE, NEEDS_ATTENTION = 0, 4
ASKED = click.option(
    "--server", default="", metavar="URL", help="Ask this server for what is new; without it, what was known."
)


@click.command(cls=Command, epilog="Example: peerdesk org people --org org/ --server http://127.0.0.1:8740")
@ORG
@ASKED
@TLS_CERT
@pass_invocation
def people(invocation: Invocation, folder: Path, server: str, tls_cert: Path | None) -> None:
    """Show who was invited, and with --server who has joined since."""
    known = _asked(invocation, folder, server, tls_cert)
    ignored, terms = ignored_entries(folder), officer_terms(folder)
    names = {person.person: person.name for person in known}
    document = {
        "people": [_shape(person, names) for person in known],
        "officer_until": _until(terms),
        "ignored": [entry_shape(one) for one in ignored],
    }
    lines = [_line(person, names) for person in known]
    invocation.answer(document, [*lines, *warnings(known, ignored, terms, now()), *_kept(folder)])


@click.command(cls=Command, epilog="Example: peerdesk org status --org org/ --server http://127.0.0.1:8740")
@ORG
@ASKED
@TLS_CERT
@pass_invocation
def status(invocation: Invocation, folder: Path, server: str, tls_cert: Path | None) -> int:
    """Show how things stand: how many people, until when the officer's key lasts, and what to look into (status 4)."""
    known = _asked(invocation, folder, server, tls_cert)
    ignored, terms, root = ignored_entries(folder), officer_terms(folder), read_public(folder)[1]
    told = [*warnings(known, ignored, terms, now()), *_kept(folder)]
    document = {
        "invited": len(known),
        "joined": sum(person.joined for person in known),
        "left": sum(person.left or person.revoked for person in known),
        "root": root.hex(),
        "officer_until": _until(terms),
        "ignored": len(ignored),
        "attention": told,
    }
    until = _until(terms)
    lines = [
        f"Invited: {document['invited']}, joined: {document['joined']}, gone: {document['left']}",
        f"The officer's key lasts until {day_of(datetime.fromisoformat(until))}."
        if until
        else "No officer is in force.",
    ]
    lines += ["Fingerprint of the root key:", *(f"    {groups}" for groups in fingerprint_groups(root))]
    invocation.answer(document, [*lines, *told])
    return NEEDS_ATTENTION if told else DONE


@click.command(
    cls=Command, epilog='Example: peerdesk org confirm "Tomas Okafor" --org org/ --server http://127.0.0.1:8740'
)
@click.argument("person", metavar="NAME")
@ROLE
@at_the_server
@pass_invocation
def confirm(
    invocation: Invocation, person: str, role: str | None, folder: Path, server: str, tls_cert: Path | None
) -> None:
    """Confirm that somebody who has joined is who they say they are."""
    passphrase = read_passphrase(invocation, prompt="Officer's passphrase")
    with officer_line(server, tls_cert, "Confirming") as line:
        confirm_person(folder, passphrase, person, line, now(), role=role_of(role))
    invocation.answer({"name": person, "confirmed": True}, [f"{person} is confirmed."])


def _kept(folder: Path) -> list[str]:
    return [
        f"{one.name} has left, and the policy wants an end for the server's copies: peerdesk org erase-after"
        for one in left_without_a_day(folder)
    ]


def _asked(invocation: Invocation, folder: Path, server: str, tls_cert: Path | None) -> tuple[KnownToOfficer, ...]:
    if not server:
        with officers_words():
            return org_people(folder, now())
    passphrase = read_passphrase(invocation, prompt="Officer's passphrase")
    with officer_line(server, tls_cert, "Asking the server") as line:
        return org_people(folder, now(), passphrase, line)


def _until(terms: tuple[OfficerTerm, ...]) -> str | None:
    return max(one.expires for one in terms).isoformat() if terms else None


def _shape(person: KnownToOfficer, names: Mapping[PersonId, str]) -> dict[str, object]:
    return {
        "name": person.name,
        "person": person.person.hex(),
        "role": person.role.value,
        "supervisor": person.supervisor.hex() if person.supervisor else None,
        "expires": person.expires.isoformat(),
        "joined": person.joined,
        "confirmed": person.confirmed,
        "left": person.left,
        "revoked": person.revoked,
        "invite_open": person.invite_open,
        "recovery": person.recovery,
        "supervisors": [
            {
                "name": names.get(one.supervisor, ""),
                "person": one.supervisor.hex(),
                "until": one.until.isoformat() if one.until else None,
                "cover": one.cover,
            }
            for one in person.supervisors
        ],
        "devices": [
            {"id": one.id.hex(), "kind": "paper" if one.is_paper else "computer", "live": one.live}
            for one in person.devices
        ],
        "flags": [flag.value for flag in person.flags],
    }


def _line(person: KnownToOfficer, names: Mapping[PersonId, str]) -> str:
    state = "confirmed" if person.confirmed else "joined" if person.joined else "invited"
    gone = "left" if person.left else "revoked" if person.revoked else state
    by = ", ".join(
        names.get(one.supervisor, one.supervisor.hex())
        + (" (cover)" if one.cover else "")
        + (f" until {last_day_of(one.until)}" if one.until else "")
        for one in person.supervisors
    )
    return f"{person.name}  {person.role.value}  {gone}" + (f"  supervised by {by}" if by else "")
