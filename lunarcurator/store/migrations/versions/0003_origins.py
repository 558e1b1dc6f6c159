"""The third schema: an index of the pieces that exposures came from."""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the index; nothing in force changes."""
    text = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in text.removesuffix(";\n").split(";\n\n"):
        op.get_bind().exec_driver_sql(statement)
