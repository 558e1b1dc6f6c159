"""Whether anybody else wrote into a store since one last looked, without reading anything."""

from lunarcurator.store.database import Database
from lunarcurator.store.statements import driver


class ChangePoll:
    """Asks SQLite for its data version on a connection of its own; one of it per follower and thread."""

    def __init__(self, database: Database) -> None:
        self._database = database.apart()
        self._seen: int | None = None

    def changed(self) -> bool:
        """Tell whether another connection has committed since the last call; the first call says no."""
        with self._database.connect() as connection:
            version = driver(connection).execute("PRAGMA data_version").fetchone()[0]
        before, self._seen = self._seen, version
        return before is not None and version != before

    def close(self) -> None:
        """Let go of the connection."""
        self._database.close()
