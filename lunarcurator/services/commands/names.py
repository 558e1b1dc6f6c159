"""The names of the commands, apart from all they need: the window asks for them before it opens."""

from typing import Final

COMMANDS: Final = (
    "demo",
    "new",
    "import",
    "export",
    "print",
    "show",
    "recall",
    "balance",
    "attention",
    "post",
    "operations",
    "tables",
    "verify",
    "backup",
    "restore",
    "selftest",
)

LISTS: Final = (
    *("attention", "cases", "orders", "calibration", "not-seen", "attrition", "ended", "remote", "clock"),
    "check",
)
"""The lists `export` can write beside the reports: what needs a hand, and what differed at a count."""
REPORTS: Final = ("inventory", "balance", "journal", *LISTS)
"""What `export` can write."""
