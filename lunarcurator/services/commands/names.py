"""The names of the commands, apart from all they need: the window asks for them before it opens."""

from typing import Final

COMMANDS: Final = (
    "demo",
    "new",
    "import",
    "export",
    "show",
    "recall",
    "balance",
    "post",
    "operations",
    "tables",
    "verify",
    "backup",
    "restore",
)
