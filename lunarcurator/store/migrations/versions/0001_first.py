"""The first schema, word for word as it was written, in the file beside this one; neither ever changes again.

Revision ID: 0001
"""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make an empty store: one statement per line."""
    for line in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").splitlines():
        op.get_bind().exec_driver_sql(line)
