"""The trial balance as a report: one row for each collection, mission and title."""

from collections.abc import Iterable, Iterator

from lunarcurator.documents.reports.balance import BalanceRow, balance
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.status import Title
from lunarcurator.services.balances import BalanceLine, InexactMasses, inexact_masses, trial_balance
from lunarcurator.services.exporting.report_context import OpenedReport, ReportContext


def make_balance(context: ReportContext) -> OpenedReport:
    """Make the trial balance of the moment."""
    trial = trial_balance(context.session, context.wanted.moment)
    inexact = inexact_masses(context.session, context.wanted.moment)
    rows = [_row(line, inexact) for line in _lowest(trial.collections)]
    words, unit = context.words, context.wanted.unit
    told, in_groups = context.circumstances, bool(context.wanted.group_by)
    made = balance(rows, words.say, told, language=words.language, unit=unit, signed=in_groups)
    return OpenedReport(made, len(rows))


def _lowest(lines: Iterable[BalanceLine]) -> Iterator[BalanceLine]:
    for line in lines:
        if line.parts:
            yield from _lowest(line.parts)
        else:
            yield line


def _row(line: BalanceLine, inexact: InexactMasses) -> BalanceRow:
    return BalanceRow(
        collection=line.collection,
        mission=line.mission,
        title=Title(line.title) if line.title else None,
        booked={account: line.booked(account, inexact) for account in Account},
        unknown_pieces=line.unweighed_pieces,
        ways=line.by_way(),
    )
