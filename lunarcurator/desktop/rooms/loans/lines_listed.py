"""The lines of loans as they stand in their list, as a list to export."""

from collections.abc import Sequence
from itertools import batched
from typing import Any, Final

from PySide6.QtWidgets import QTableView

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.models import loan_cells
from lunarcurator.desktop.models.loan_lines import LoanLinesModel
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.rooms.listed import read_of_ledger
from lunarcurator.services.exporting import ListOnScreen, ListRead
from lunarcurator.services.lending.browsing import LineWish, find_lines, line_rows

_CHUNK: Final = 400


def lines_on_screen(
    context: AppContext, wording: Wording, table: QTableView, wish: LineWish, told: Sequence[str]
) -> ListOnScreen:
    """Return the lines that are wished for in their order, in the columns the table shows; `told` narrows them."""
    session, model, moment = context.session, table.model(), context.moment
    if not isinstance(model, LoanLinesModel):
        raise TypeError(type(model))
    shown = [number for number in range(len(model.columns)) if not table.isColumnHidden(number)]
    columns = [model.columns[number] for number in shown]

    def read(_connection: Any) -> ListRead:
        ids, _ = find_lines(session, wish, moment)
        found = {
            key: row for some in batched(ids, _CHUNK) for key, row in line_rows(session, some, moment).items()
        }
        rows = (loan_cells.line_cells(found[key], session.day_of(moment), wording) for key in ids if key in found)
        return read_of_ledger(columns, [[cells[number] for number in shown] for cells in rows])

    return ListOnScreen("lines", table.accessibleName(), read, tuple(each for each in told if each), moment)
