"""Which form the database has, how a new one gets it, and how an old one is brought up to it.

Alembic costs a quarter of a second to import. So the form is looked up first, and Alembic is only there when there is
something for it to do: never for a new vault, which is begun in the newest form.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.errors import VaultDamagedError, VaultNewerError
from peerdesk.vault import newest_form
from peerdesk.vault.engine import APPLICATION_ID

NEWEST: Final = "0024"
KNOWN: Final = frozenset(f"{number:04d}" for number in range(1, int(NEWEST) + 1))

_MIGRATIONS: Final = Path(__file__).parent / "migrations"


def check(connection: Connection, vault_id: bytes) -> bool:
    """Say whether the database must be migrated.

    An empty file opens with any key as a valid empty database, and a file of another vault may have been put here: so
    the application's number and the vault's id are demanded. Raises VaultDamagedError or VaultNewerError.
    """
    if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
        raise VaultDamagedError("database")
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    stored = connection.exec_driver_sql("SELECT value FROM setting WHERE name = 'vault_id'").scalar()
    if stored != vault_id:
        raise VaultDamagedError("database")
    if version not in KNOWN:
        raise VaultNewerError
    return bool(version != NEWEST)


def create(connection: Connection, vault_id: bytes) -> None:
    """Give an empty database its tables, in the newest form. The caller's transaction is open."""
    for statement in newest_form.statements():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT INTO alembic_version (version_num) VALUES (?)", (NEWEST,))
    connection.exec_driver_sql("INSERT INTO setting (name, value) VALUES ('vault_id', ?)", (vault_id,))
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def migrate(connection: Connection) -> None:
    """Bring the database up to the newest form. The caller's transaction is open."""
    from alembic import command, config  # noqa: PLC0415 - 70 ms and some memory that an up-to-date vault does not pay

    steps = config.Config(attributes={"connection": connection})
    steps.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    steps.set_main_option("path_separator", "os")
    command.upgrade(steps, NEWEST)
