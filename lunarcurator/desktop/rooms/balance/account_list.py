"""The accounts of one row to the microgram, as bars, with the sentence that says whether it closes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.rooms.balance.model import ACCOUNTS
from lunarcurator.desktop.rooms.balance.telling import Telling
from lunarcurator.desktop.rooms.balance.waterfall import Fall, Waterfall
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.badge import Badge
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.grounds import ScrollColumn
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.mass_display import shown_exact
from lunarcurator.services.balances import BalanceLine


class AccountList(QWidget):
    """Name, bars, the sum that must be nothing, and unweighed pieces; `chosen` carries an account."""

    chosen = Signal(object)

    def __init__(self, appearance: Appearance, telling: Telling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("balanceRoom.accounts")
        self._appearance, self._telling = appearance, telling
        self._title = Label(appearance, size=15, weight=SEMIBOLD, object_name="accounts.title")
        self._summary = Label(appearance, colour="text2", object_name="accounts.summary")
        self._unit = Label(appearance, self.tr("g, to the microgram"), size=12, colour="text2")
        self.bars = Waterfall(appearance)
        self.bars.chosen.connect(self.chosen)
        self._sum_name = Label(appearance, self.tr("Received less all accounts"), weight=SEMIBOLD)
        self._sum = Label(appearance, weight=SEMIBOLD, object_name="accounts.sum")
        self._closes = Badge(appearance, "", object_name="accounts.closes")
        self._ways = Label(appearance, colour="text2", wrap=True, object_name="accounts.ways")
        self._unknown = Label(appearance, colour="text2", wrap=True, object_name="accounts.unknown")
        # In a narrow place what does not fit beside goes below.
        self._head = FlowLayout(appearance.look.metrics.px(8))
        self._foot, self._body = QHBoxLayout(), QVBoxLayout()
        self._lay_out()

    def show_line(self, line: BalanceLine) -> None:
        """Show the accounts of a row of the trial balance."""
        telling = self._telling
        self._title.setText(telling.name(line))
        self._summary.setText(telling.summary(line))
        self.bars.show_falls(
            [
                Fall(
                    account,
                    telling.account(account),
                    telling.tip(account),
                    telling.amount(line, account),
                    telling.told(line, account, telling.to_microgram(line, account)),
                )
                for account in ACCOUNTS
            ]
        )
        self._sum.setText(shown_exact(line.difference_ug))
        self._sum.set_colour("tones.green.ink" if line.closes else "tones.red.ink")
        if line.closes:
            self._closes.show_state(self.tr("Closes"), "green", "closes")
        else:
            self._closes.show_state(self.tr("Does not close"), "red", "warning")
        ways = telling.ways(line)
        self._ways.setText(ways)
        self._ways.setVisible(bool(ways))
        self._show_unknown(line)

    def show_chosen(self, account: Account | None) -> None:
        """Mark the bar of an account."""
        self.bars.show_chosen(account)

    def _show_unknown(self, line: BalanceLine) -> None:
        if not line.unweighed_pieces:
            bounded = self._telling.has_upper_bounds(line)
            weighed = self.tr("No piece held is unweighed, but some masses are upper bounds.")
            self._unknown.setText(weighed if bounded else self.tr("Every piece held has a known mass."))
            return
        text = counted("AccountList", "1 unweighed piece", "{count} unweighed pieces", line.unweighed_pieces)
        reasons = self._telling.reasons(line)
        self._unknown.setText(f"{text}: {reasons}" if reasons else text)

    def _lay_out(self) -> None:
        self._head.addWidget(self._title)
        self._head.addWidget(self._summary)
        self._head.addWidget(self._unit)
        self._foot.addStretch(1)
        for part in (self._sum_name, self._sum, self._closes):
            self._foot.addWidget(part)
        self._body.addLayout(self._head)
        self._body.addWidget(self.bars)
        self._body.addLayout(self._foot)
        self._body.addWidget(self._ways)
        self._body.addWidget(self._unknown)
        self._body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ScrollColumn(self._appearance, "window", self._body))
        self._appearance.changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        px = self._appearance.look.metrics.px
        self._body.setContentsMargins(px(16), px(12), px(16), px(12))
        self._body.setSpacing(px(8))
        for row in (self._head, self._foot):
            row.setSpacing(px(10))
