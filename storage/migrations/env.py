"""What Alembic runs; the connection is handed in by `storage.migrations`."""

from alembic import context

from storage import installations, tables

__all__ = ["installations"]

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.metadata,
    compare_type=True,
    # SQLite can take back changes of its schema as well, since our connections begin by themselves.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
