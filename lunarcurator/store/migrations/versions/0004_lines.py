"""The fourth schema: the lines of an account in the order in which they are written."""

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the index of accounts anew; nothing in force changes."""
    text = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in text.removesuffix(";\n").split(";\n\n"):
        op.get_bind().exec_driver_sql(statement)
