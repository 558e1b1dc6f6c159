"""The second schema: exposures, relations, statements, counts, and the fields of cores, sections and owners."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables and columns of the acts that came with it; nothing in force changes."""
    text = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in text.removesuffix(";\n").split(";\n\n"):
        op.get_bind().exec_driver_sql(statement)
