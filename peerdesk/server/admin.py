"""For the operator: how much is here? Reads only, also while the server runs, and names nobody."""

from dataclasses import dataclass

from peerdesk.server.store.entries import all_entries
from peerdesk.server.store.place import Place
from peerdesk.server.store.sizes import database_bytes, file_bytes, totals
from peerdesk.server.verifying import directory_of, opened_for_reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Counts, and sizes in bytes: of the sealed revisions, and of the files they lie in."""

    people: int
    devices: int
    entries: int
    spaces: int
    revisions: int
    revision_bytes: int
    file_bytes: int


def stats(place: Place) -> Stats:
    """Return how much the server keeps. Raises ServerError or WireError."""
    database = opened_for_reading(place)
    try:
        with database.read() as connection:
            entries = all_entries(connection)
            spaces, revisions, size = totals(connection)
            stored = database_bytes(connection) if place.postgres else file_bytes(place)
    finally:
        database.close()
    members = directory_of(entries).members
    devices = [device for person in members.people for device in members.devices_of(person.id)]
    return Stats(
        people=len(members.people),
        devices=sum(device.revoked_n is None and not device.is_paper for device in devices),
        entries=len(entries),
        spaces=spaces,
        revisions=revisions,
        revision_bytes=size,
        file_bytes=stored,
    )
