"""How a logged session of supervision looks in JSON and in lines."""

from collections.abc import Iterator

from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.words import calm, line, moment
from peerdesk.domain.supervision_log import MonthOfSupervision, Signed
from peerdesk.work.labels import Labels
from peerdesk.work.supervision_log import LoggedSession


def session_shape(logged: LoggedSession) -> Shape:
    """Return a session as either of the two sees it."""
    session = logged.session
    return {
        "id": session.id.hex(),
        "with": logged.partner.name,
        "written_by_me": logged.is_mine,
        "on": session.happened_on.isoformat(),
        "minutes": session.minutes,
        "type": session.type.value,
        "topics": [topic.value for topic in session.topics],
        "next_steps": session.next_steps,
        "signed": logged.signed.value,
        "signed_at": logged.signature.signed_at.isoformat() if logged.signature else None,
        "two_versions": logged.is_unclear,
        "digest": logged.digest.hex(),
    }


def session_line(logged: LoggedSession, labels: Labels) -> str:
    """Return one line for a session."""
    session = logged.session
    said = f"{session.minutes} min  {labels.of(session.type)}  {logged.partner.name}  {signed_words(logged)}"
    return calm(f"{session.id.hex()}  {session.happened_on}  {said}")


def session_lines(logged: LoggedSession, labels: Labels) -> Iterator[str]:
    """Return the lines of a whole session."""
    session = logged.session
    yield f"{session.happened_on}  {session.minutes} min  {labels.of(session.type)}"
    parts = {
        "With": logged.partner.name,
        "Topics": ", ".join(labels.of(topic) for topic in session.topics),
        "Next steps": session.next_steps,
        "Signed": signed_words(logged),
    }
    yield from (line(name, text) for name, text in parts.items() if text)


def signed_words(logged: LoggedSession) -> str:
    """Say who has signed what stands there now; nothing is said that no signature shows."""
    if logged.is_unclear:
        return "two versions; whoever wrote it says which: peerdesk supervision edit ID"
    signer = logged.partner.name if logged.is_mine else "you"
    match logged.signed:
        case Signed.BOTH:
            when = moment(logged.signature.signed_at) if logged.signature else ""
            return f"signed by both; by {signer} {when}".rstrip()
        case Signed.CHANGED:
            return f"changed since {signer} signed"
        case _:
            return f"not signed by {signer} yet"


def month_shape(month: MonthOfSupervision) -> Shape:
    """Return the time of one month."""
    return {
        "month": month.month,
        "minutes": month.minutes,
        "hours": round(month.minutes / 60, 2),
        "signed_minutes": month.signed_minutes,
    }


def month_line(month: MonthOfSupervision) -> str:
    """Return one line for a month."""
    return f"{month.month}  {month.minutes / 60:.2f} hours  ({month.signed_minutes / 60:.2f} signed by both)"
