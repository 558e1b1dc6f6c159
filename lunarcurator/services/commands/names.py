"""The names of the commands, apart from all they need: the window asks for them before it opens."""

from typing import Final

COMMANDS: Final = (
    "demo",
    "new",
    "import",
    "export",
    "export-to-edit",
    "take-back",
    "print",
    "letters",
    "show",
    "recall",
    "inventory-round",
    "balance",
    "places",
    "attention",
    "borrower",
    "borrowers",
    "agreement",
    "agreements",
    "loan",
    "loans",
    "do",
    "post",
    "undo",
    "redo",
    "operations",
    "tables",
    "policies",
    "verify",
    "backup",
    "restore",
    "rebuild",
    "annul",
    "pin",
    "selftest",
)

REPORTS: Final = (
    *("inventory", "availability", "genealogy", "mass-history", "labels", "sesar", "contents", "pick-list"),
    *("balance", "transfers", "journal"),
    *("loans", "overdue", "holdings", "expiring", "no-receipt", "reported-lost", "allocations"),
    *("attention", "cases", "orders", "calibration", "not-seen", "attrition", "ended", "remote", "clock"),
    *("owed-back", "agreements", "signatures", "contacts"),
    "check",
)
"""What `export` can write: the reports, the lists of what needs a hand, and what differed at a count."""
CHECK: Final = REPORTS[-1]
"""What differed at a count, which is no report of the table: it is of one count."""
