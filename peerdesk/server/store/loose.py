"""Rows that have lost what they belong to. Nobody is ever shown them, so nothing else would notice."""

from sqlalchemy import Connection, func, select

from peerdesk.server.store.tables import held, log, replaced, space


def loose_rows(connection: Connection) -> dict[str, int]:
    """Return for each table how many of its rows belong to a space that is not there."""
    numbers = select(space.c.number)
    return {
        table.name: connection.execute(
            select(func.count()).select_from(table).where(table.c.space.not_in(numbers))
        ).scalar_one()
        for table in (log, held, replaced)
    }
