"""`peerdesk supervision add`, `edit`, `sign` and `stop`: writing a session down, and the other one's signature."""

import os
from dataclasses import replace

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation, progress
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.opened import opened
from peerdesk.cli.supervision_shapes import session_line, session_lines, session_shape
from peerdesk.cli.words import line, shipped_labels
from peerdesk.domain.errors import AmbiguousIdError, NotFoundError
from peerdesk.domain.ids import PersonId
from peerdesk.domain.supervision_log import SessionDraft
from peerdesk.sync.remote import connect
from peerdesk.vault.vault import Vault
from peerdesk.work.supervision_log import (
    LoggedSession,
    change_session,
    find_partner,
    find_session,
    log_session,
    logged_session,
    partners,
    same_day,
    sessions_with,
    sign_session,
    take_session_back,
)
from peerdesk.work.syncing import learn_people

WITH = click.option("--with", "who", default="", metavar="NAME", help="With whom, where there is more than one.")
TYPE = click.option("--type", "kind", metavar="CODE", help="individual, group, remote")
TOPICS = click.option("--topics", multiple=True, metavar="A,B", help="What it was about: boundaries, wellbeing ...")
NEXT_STEPS = click.option("--next-steps", metavar="TEXT", help="What you agreed, up to 280 characters.")
ON = click.option("--on", metavar="DATE", help="The day, if not today: 2026-11-21")
SAVED = "Saved here. It leaves with the next sync."


@click.command(cls=Command, epilog="Example: peerdesk supervision add --minutes 45 --topics boundaries,celebration")
@click.option("--minutes", type=int, required=True, metavar="N", help="How long it was.")
@WITH
@TYPE
@TOPICS
@NEXT_STEPS
@ON
@pass_invocation
def add(
    invocation: Invocation,
    minutes: int,
    who: str,
    kind: str | None,
    topics: tuple[str, ...],
    next_steps: str | None,
    on: str | None,
) -> None:
    """Write down a session of supervision. You sign by writing it; the other one signs what you wrote.

    It is about the two of you: leave the people you support out of it. No note is read or touched.
    """
    draft = _changed(SessionDraft(minutes=minutes), kind, topics, next_steps, on)
    with opened(invocation) as vault:
        logged = log_session(vault, draft, person_meant(vault, who), now(), os.urandom)
        others = same_day(sessions_with(vault, logged.partner.person, now()), logged.session)
    labels = shipped_labels()
    document = {**session_shape(logged), "same_day": [one.session.id.hex() for one in others]}
    # Both of the two may have written the same session down, and its hours would count twice.
    told = [line("Same day", session_line(one, labels)) for one in others]
    invocation.answer(document, [*session_lines(logged, labels), *told, SAVED])


@click.command(cls=Command, epilog="Example: peerdesk supervision edit 0192f3 --minutes 50")
@click.argument("session", metavar="ID")
@click.option("--minutes", type=int, metavar="N", help="How long it was.")
@TYPE
@TOPICS
@NEXT_STEPS
@ON
@pass_invocation
def edit(
    invocation: Invocation,
    session: str,
    minutes: int | None,
    kind: str | None,
    topics: tuple[str, ...],
    next_steps: str | None,
    on: str | None,
) -> None:
    """Say anew what a session was that you wrote down. A signature under what it said before counts no more."""
    with opened(invocation) as vault:
        record = find_session(vault, session)
        before = _as_draft(logged_session(vault, record, now()))
        draft = before if minutes is None else replace(before, minutes=minutes)
        change_session(vault, record, _changed(draft, kind, topics, next_steps, on), now())
        logged = logged_session(vault, record, now())
    _answer(invocation, logged, SAVED)


@click.command(cls=Command, epilog="Example: peerdesk supervision sign 0192f3")
@click.argument("session", metavar="ID")
@click.option("--digest", metavar="HEX", help="Sign only if it still is what `show` gave this digest for.")
@pass_invocation
def sign(invocation: Invocation, session: str, digest: str | None) -> None:
    """Sign a session that the other one wrote down: exactly what is printed. A change afterwards shows."""
    with opened(invocation) as vault:
        record = find_session(vault, session)
        seen = logged_session(vault, record, now()).digest
        sign_session(vault, record, _bytes(digest) if digest else seen, now(), os.urandom)
        logged = logged_session(vault, record, now())
    _answer(invocation, logged, SAVED)


@click.command(cls=Command, epilog="Example: peerdesk supervision stop 0192f3")
@click.argument("session", metavar="ID")
@pass_invocation
def stop(invocation: Invocation, session: str) -> None:
    """Take away a session that you logged by mistake, as long as the other one has never signed it."""
    with opened(invocation) as vault:
        record = find_session(vault, session)
        take_session_back(vault, record)
    invocation.answer({"id": record.hex(), "taken_back": True}, ["Gone here. It leaves their list with the next sync."])


def person_meant(vault: Vault, who: str) -> PersonId:
    """Return with whom the log is meant. Raises RefusalError with the names there are."""
    try:
        return find_partner(vault, who, now())
    except NotFoundError:
        with progress("Asking who is who"):
            learn_people(vault, connect, now(), os.urandom)
    except AmbiguousIdError:
        raise RefusalError("ambiguous", f"Say with whom: --with. {_names(vault)}") from None
    try:
        return find_partner(vault, who, now())
    except (NotFoundError, AmbiguousIdError):
        raise RefusalError("not_found", f"{_names(vault)} Nobody else has supervision with you.") from None


def _names(vault: Vault) -> str:
    known = ", ".join(one.name for one in partners(vault, now()))
    return f"There is: {known}." if known else "There is nobody yet."


def _changed(
    draft: SessionDraft, kind: str | None, topics: tuple[str, ...], next_steps: str | None, on: str | None
) -> SessionDraft:
    return SessionDraft(
        minutes=draft.minutes,
        type=draft.type if kind is None else kind,
        topics=tuple(code for one in topics for code in one.split(",") if code) if topics else draft.topics,
        next_steps=draft.next_steps if next_steps is None else next_steps,
        on=draft.on if on is None else on,
    )


def _as_draft(logged: LoggedSession) -> SessionDraft:
    session = logged.session
    return SessionDraft(
        minutes=session.minutes,
        type=session.type.value,
        topics=tuple(topic.value for topic in session.topics),
        next_steps=session.next_steps,
        on=session.happened_on.isoformat(),
    )


def _bytes(digest: str) -> bytes:
    try:
        return bytes.fromhex(digest)
    except ValueError:
        raise click.UsageError("--digest takes the digest that `show` gave.") from None


def _answer(invocation: Invocation, logged: LoggedSession, after: str) -> None:
    invocation.answer(session_shape(logged), [*session_lines(logged, shipped_labels()), after])
