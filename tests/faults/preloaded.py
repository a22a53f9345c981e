"""What each of the many processes would import again: brought in once, in the process that they are forked from."""

import alembic.command
import alembic.config
import sqlalchemy.dialects.sqlite

from peerdesk.work import syncing
from tests.faults import deeds, deeds_of_backups, deeds_of_forms, underneath

__all__ = ["alembic", "deeds", "deeds_of_backups", "deeds_of_forms", "sqlalchemy", "syncing", "underneath"]
