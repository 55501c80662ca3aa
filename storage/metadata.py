"""The one list of tables, and what all of them are made of; the tables stand in `storage.*_tables`.

A column is called like the field of the noun that it keeps. Columns that no noun has (`chat`,
`folded_name` …) are derived when writing, for an index. Conditions of partial indexes are written as
text beside the table and in the questions that use them: SQLite uses such an index only when the
words are the same.
"""

from sqlalchemy import Column, ForeignKey, MetaData

from storage.types import Words

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)


def words(name: str) -> Column[str]:
    """A column of text that is always there, perhaps empty."""
    return Column(name, Words(), nullable=False)


def of_incident() -> Column[str]:
    return Column("incident", Words(), ForeignKey("incidents.key"), nullable=False)
