"""The first schema, as text that never changes again; the file of the same name beside this one holds it."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, index, guard and the search index of an empty store."""
    text = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in text.removesuffix(";\n").split(";\n\n"):
        op.get_bind().exec_driver_sql(statement)
