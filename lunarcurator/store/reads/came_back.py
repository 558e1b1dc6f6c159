"""On which day the pieces of a line came back."""

from typing import Final

from sqlalchemy import Connection, text

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.sub_samples import BACK

_DAYS: Final = text(
    "SELECT json_extract(j.value, '$[0]'), t.day FROM desk d JOIN touch t ON t.kind = d.kind AND t.subject = d.id,"
    " json_each(t.changes) j WHERE d.uuid = :line AND json_extract(j.value, '$[0]') LIKE :back"
    " AND t.entry NOT IN (SELECT seq FROM undone) ORDER BY t.day, t.entry, t.n"
)


def days_back(connection: Connection, line: Uid) -> dict[Uid, Day]:
    """Return the day on which each piece of a line came back, the last where it came more than once."""
    rows = connection.execute(_DAYS, {"line": bytes.fromhex(line), "back": f"{BACK}%"})
    return {Uid(key.removeprefix(BACK)): day for key, day in rows}
