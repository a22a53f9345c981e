"""Alembic's door: it runs in this process, on the connection it is given, inside the transaction that is open."""

from alembic import context

from peerdesk.vault.history_tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
