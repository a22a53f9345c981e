"""Permission papers that are shared, in JSON and in lines."""

from collections.abc import Iterator

from peerdesk.cli.note_detail import share_shape, share_words
from peerdesk.cli.note_shapes import Shape, day_shape
from peerdesk.cli.words import calm, line
from peerdesk.domain.papers import GivenOut, Papers, PermissionShown
from peerdesk.work.labels import Labels
from peerdesk.work.papers import PapersState


def papers_shape(papers: Papers) -> Shape:
    """Return exactly what a reader sees."""
    return {
        "handle": papers.handle,
        "has_ended": papers.has_ended,
        "permissions": [_permission_shape(one) for one in papers.permissions],
        "given_out": [_line_shape(one) for one in papers.given_out],
        "left_out": papers.left_out,
    }


def papers_lines(papers: Papers, labels: Labels) -> Iterator[str]:
    """Return the same in words."""
    yield line("Who", papers.handle)
    if papers.has_ended:
        yield "  They changed their mind. What they had allowed has ended; nothing else is shown."
    for one in papers.permissions:
        yield f"  {labels.of(one.kind)}"
        yield from (line(f"  {name}", text) for name, text in _parts(one, labels).items() if text)
    for told in papers.given_out:
        yield line("Given out", _told(told, labels))
    if papers.left_out:
        yield line("Older", f"{papers.left_out} more are kept by the peer and are not in this copy")


def state_shape(state: PapersState) -> Shape:
    """Return who has, or had, somebody's papers."""
    return {"handle": state.handle, "has_ended": state.has_ended, **share_shape(state.share)}


def state_line(state: PapersState) -> str:
    """Return the same in words."""
    ended = "ended  " if not state.share.is_on else ""
    told = ", they see that it ended" if state.has_ended else ""
    return f"{calm(state.handle)}  {ended}{calm(share_words(state.share))}{told}"


def _permission_shape(one: PermissionShown) -> Shape:
    return {
        "mark": one.mark,
        "kind": one.kind.value,
        "recipients": list(one.recipients),
        "scope": [code.value for code in one.scope],
        "purpose": one.purpose.value if one.purpose else None,
        "starts": day_shape(one.starts),
        "expires": day_shape(one.expires),
        "until": one.until.value if one.until else None,
        "signed_how": one.signed_how.value if one.signed_how else None,
        "copy_given": one.copy_given,
        "revoked_on": day_shape(one.revoked_on),
        "revoked_how": one.revoked_how.value if one.revoked_how else None,
    }


def _line_shape(one: GivenOut) -> Shape:
    return {
        "under": one.under,
        "act": one.act.value,
        "on": one.done_on.isoformat(),
        "recipient": one.recipient,
        "what": [code.value for code in one.what],
    }


def _parts(one: PermissionShown, labels: Labels) -> dict[str, str]:
    event = labels.of(one.until) if one.until else ""
    how = f", {labels.of(one.revoked_how)}" if one.revoked_how else ""
    return {
        "To": "; ".join(one.recipients),
        "What": ", ".join(labels.of(code) for code in one.scope),
        "For": labels.of(one.purpose) if one.purpose else "",
        "Since": one.starts.isoformat() if one.starts else "",
        "Until": ", ".join(filter(None, (one.expires.isoformat() if one.expires else "", event))),
        "Signed": labels.of(one.signed_how) if one.signed_how else "",
        "Copy": "they have a copy" if one.copy_given else "",
        "Taken back": f"{one.revoked_on}{how}" if one.revoked_on else "",
    }


def _told(one: GivenOut, labels: Labels) -> str:
    what = ", ".join(labels.of(code) for code in one.what)
    return "  ".join(filter(None, (one.done_on.isoformat(), labels.of(one.act), one.recipient, what)))
