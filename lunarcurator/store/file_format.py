"""By what a store of this program is known, before anything of it is read."""

from typing import Final

APPLICATION_ID: Final = 0x4C554E41
"""The four bytes LUNA in the header of every store."""

SCHEMA_HEAD: Final = "0004"
"""The newest migration; a test holds it equal to the head of the scripts."""
