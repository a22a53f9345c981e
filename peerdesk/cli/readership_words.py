"""Who can read what, in JSON and in plain words."""

from collections.abc import Iterator

from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.words import line
from peerdesk.work.readership import CountsReading, OwnReading, PairReading, Readership


def readership_shape(page: Readership) -> Shape:
    """Return the page. `seen`: that many of the copies are seen on the server here."""
    own = page.own
    return {
        "own": {
            "notes": own.notes,
            "computers": own.computers,
            "sheets": own.sheets,
            "hospital_key": own.hospital,
            "proved": own.proved,
        },
        "shared": [
            {
                "name": one.name,
                "person": one.person.hex(),
                "copies": one.copies,
                "papers": one.papers,
                "seen": one.seen,
                "computers": one.computers,
                "sheets": one.sheets,
                "current": one.is_current,
            }
            for one in page.pairs
        ],
        "counts": _counts_shape(page.counts) if page.counts else None,
    }


def readership_lines(page: Readership) -> Iterator[str]:
    """Return the page in words, as it holds for what is written from now on."""
    yield "Who can read what:"
    yield line("Your notes", f"only you: {_keys(page.own.computers, page.own.sheets)}")
    for text in _about_hospital(page.own):
        yield line("The hospital", text)
    for one in page.pairs:
        yield line("Copies", _copies(one))
    if page.counts:
        yield line("Weekly counts", _counts(page.counts))
    if page.own.enrolled:
        yield line("The server", "keeps it all sealed, and has no key to any of it")


def _counts_shape(counts: CountsReading) -> Shape:
    return {"weeks": counts.weeks, "readers": list(counts.readers), "current": counts.is_current}


def _counts(counts: CountsReading) -> str:
    readers = ", ".join(counts.readers) or "nobody now"
    ended = "" if counts.is_current else "; nothing more leaves"
    return f"sums of {counts.weeks} weeks, with your program's supervisors ({readers}){ended}"


def _about_hospital(own: OwnReading) -> Iterator[str]:
    if own.hospital:
        yield "its recovery key opens your notes too, because you agreed. See: peerdesk trust recovery"
    elif own.hospital_offers:
        yield "offers a recovery key. You have not agreed, so it opens nothing of yours"
    elif own.enrolled:
        yield "nobody there can open your notes, the officer neither"


def _copies(one: PairReading) -> str:
    name = one.name or "your supervisor"
    seen = "" if one.seen == one.copies else f", {one.seen} of them seen on the server"
    ended = "" if one.is_current else "; nothing more goes there"
    papers = f", and the permission papers of {one.papers}" if one.papers else ""
    return f"{name} has {one.copies}{seen}{papers} ({_keys(one.computers, one.sheets)}){ended}"


def _keys(computers: int, sheets: int) -> str:
    said = f"{computers} computer" + ("" if computers == 1 else "s")
    return said + (" and a recovery sheet" if sheets == 1 else f" and {sheets} recovery sheets" if sheets else "")
