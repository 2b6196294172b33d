"""Runs the revisions on the connection that `storage.upgrade` opened, within its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
