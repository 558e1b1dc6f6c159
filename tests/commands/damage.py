"""Damage as a disk or a hand would do it, for the commands that must notice."""

from pathlib import Path
from types import ModuleType


def spoil(path: Path, sqlite: ModuleType) -> None:
    """Change one recorded mass behind the store's back."""
    connection = sqlite.connect(path)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE mass_line SET ug = ug + 1 WHERE account = 'unreconciled'")
    connection.commit()
    connection.close()
