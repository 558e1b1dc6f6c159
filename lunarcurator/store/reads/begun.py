"""How the figures of accounts no piece is held on are known: what was received, is not reconciled, and went."""

# ruff: noqa: S608 - the queries are put together from constants of this module only

from typing import Final

from sqlalchemy import Connection, text

from lunarcurator.domain.accounts import HOLDING, Account, Quality
from lunarcurator.domain.known_mass import Booked
from lunarcurator.domain.moments import Moment
from lunarcurator.store.reads.at_moment import IN_FORCE, Inexact, said
from lunarcurator.store.reads.piece import Lens

_BEGUN: Final = f"'{Account.RECEIVED}', '{Account.UNRECONCILED}'"
_WENT: Final = ", ".join(
    f"'{each}'" for each in Account if each not in {*HOLDING, Account.RECEIVED, Account.UNRECONCILED}
)
_ESTIMATED: Final = f"COALESCE(SUM(x.quality = '{Quality.ESTIMATED}'), 0)"
_BOUNDED: Final = f"COALESCE(SUM(CASE WHEN x.quality = '{Quality.UPPER_BOUND}' THEN x.ug ELSE 0 END), 0)"

# What came in by exchange is booked on *transferred*, and was received.
_CAME: Final = "l.entry || ':' || l.n IN (SELECT value FROM json_each(:came))"
_STANDS: Final = (
    f"CASE WHEN l.account = '{Account.TRANSFERRED}' AND {_CAME} THEN '{Account.RECEIVED}' ELSE l.account END"
)


def _stood(quality: str, accounts: str, stands: str = "l.account") -> str:
    """Return SQL for what stands of each piece on these accounts, known as its original mass is."""
    return (
        f"(SELECT l.book, {stands} AS account, {quality} AS quality, ABS(SUM(l.ug)) AS ug,"
        " SUM(l.unweighed) AS unweighed FROM mass_line l JOIN sample s ON s.id = l.sample"
        f" WHERE l.account IN ({accounts}, '{Account.TRANSFERRED}') AND {stands} IN ({accounts})"
        f" AND {IN_FORCE.format('l')} GROUP BY l.sample, l.book, 2 HAVING SUM(l.ug) <> 0) x"
    )


_NOW, _THEN = "s.original_quality", said("original_quality")
_BY_ACCOUNT, _BY_ACCOUNT_THEN = (
    text(
        f"SELECT x.book, x.account, SUM(x.unweighed <> 0), {_BOUNDED}, {_ESTIMATED}"
        f" FROM {_stood(quality, _BEGUN, _STANDS)} GROUP BY 1, 2"
    )
    for quality in (_NOW, _THEN)
)
_BY_MISSION: Final = text(
    f"SELECT b.collection, b.mission, {_ESTIMATED}, {_BOUNDED}"
    f" FROM {_stood(_THEN, f"'{Account.UNRECONCILED}'")} JOIN book b ON b.id = x.book GROUP BY 1, 2"
)
# What went was known as its lines say; what was taken back or found again leaves nothing. What a first weighing
# misses of a mass that was only claimed is reckoned from that, and known no better.
_GONE, _GONE_THEN = (
    text(
        f"SELECT x.book, x.account, SUM(x.went OR x.quality IS '{Quality.ESTIMATED}'), {_BOUNDED}"
        f" FROM (SELECT l.book, l.account, ABS(SUM(l.ug)) AS ug,"
        f" SUM(CASE WHEN l.quality = '{Quality.ESTIMATED}' THEN l.ug ELSE 0 END) <> 0 AS went,"
        f" CASE WHEN l.account = '{Account.UNMEASURED}' THEN {quality} END AS quality"
        f" FROM mass_line l JOIN sample s ON s.id = l.sample"
        f" WHERE l.account IN ({_WENT}) AND {_STANDS} <> '{Account.RECEIVED}' AND {IN_FORCE.format('l')}"
        " GROUP BY l.sample, l.book, l.account"
        " HAVING SUM(l.ug) <> 0) x GROUP BY 1, 2"
    )
    for quality in (_NOW, _THEN)
)


def begun_by_account(connection: Connection, moment: Moment, came_in: str) -> dict[tuple[int, Account], Booked]:
    """Return how the figures of a book's accounts without pieces are known: estimates, and ug of upper bounds.

    `came_in` is the JSON list of the lines that came in by exchange, each as "entry:n".

    What was received, and what of it is not reconciled or not measured, is known as the original mass of its piece
    is. Reads every line of these accounts: for the background.
    """
    told = Lens(connection, moment).told | {"came": came_in}
    found = {
        (book, Account(account)): Booked(bounded_ug=bounded, estimated=estimated, in_figure=in_figure)
        for book, account, in_figure, bounded, estimated in connection.execute(
            _BY_ACCOUNT if moment.is_now else _BY_ACCOUNT_THEN, told
        )
    }
    gone = connection.execute(_GONE if moment.is_now else _GONE_THEN, told)
    return found | {
        (book, Account(account)): Booked(bounded_ug=bounded, estimated=count)
        for book, account, count, bounded in gone
        if count or bounded
    }


def suspense_by_mission(connection: Connection, lens: Lens) -> dict[tuple[int, str], Inexact]:
    """Return what of the masses not reconciled was not exact, by collection and mission; for the background."""
    return {(row[0] or 0, row[1]): Inexact(row[2], row[3]) for row in connection.execute(_BY_MISSION, lens.told)}
