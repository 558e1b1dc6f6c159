"""The mass of a piece in its panel: the figure, how it is known, where the mass went, and its history."""

from dataclasses import replace
from typing import override

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunarcurator.desktop.links import Target
from lunarcurator.desktop.panels.piece_flow import FILLS, PieceFlow, Stage
from lunarcurator.desktop.panels.sections import SectionHead
from lunarcurator.desktop.panels.targets import target_to
from lunarcurator.desktop.panels.wording import DOT, Wording, decimals_of, mass_width
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.labels import Label, LinkLabel
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.desktop.widgets.ledger_table import LedgerTable
from lunarcurator.desktop.widgets.mass_bar import MassBar, Segment
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.services.mass_flow import Way
from lunarcurator.services.mass_history import MassChange, MassStep
from lunarcurator.services.pieces import Parts, PieceView

_CHANGE = 2
_WIDE = 345


class PieceMass(QWidget):
    """Shows the mass of one piece; `followed` carries the target of an entry."""

    followed = Signal(str)

    def __init__(self, appearance: Appearance, wording: Wording) -> None:
        super().__init__()
        self._appearance, self._wording = appearance, wording
        px = appearance.look.metrics.px
        self.figure = Label(appearance, size=24, weight=SEMIBOLD, object_name="pieceMass")
        self.share = Label(appearance, colour="text2", object_name="pieceShare")
        self.known = Label(appearance, size=12, colour="text2", object_name="pieceKnown")
        self.weighing = LinkLabel(appearance, "", size=12, object_name="pieceWeighing")
        self.bar = MassBar(appearance, object_name="pieceMassBar")
        self.table: LedgerTable | None = None
        self._entry = ""
        self._any_change = False
        self.weighing.activated.connect(lambda: self.followed.emit(self._entry))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(6))
        # In a narrow panel what does not fit beside goes below: together they are wider than it may be.
        big = FlowLayout(px(12))
        big.addWidget(self.figure)
        big.addWidget(self.share)
        quiet = FlowLayout(px(8))
        quiet.addWidget(self.known)
        quiet.addWidget(self.weighing)
        self._column.addWidget(SectionHead(appearance, self.tr("Mass")))
        self._column.addLayout(big)
        self._column.addLayout(quiet)
        self._column.addWidget(self.bar)
        self.flow_head = SectionHead(appearance, self.tr("Mass flow"))
        self.flow_unit = self.flow_head.note("")
        self.flow = PieceFlow(appearance)
        self._column.addWidget(self.flow_head)
        self._column.addWidget(self.flow)

    def show_piece(self, view: PieceView) -> None:
        """Show the mass of a piece at its moment."""
        self._show_figure(view)
        self._show_known(view)
        self._show_bar(view)
        self._show_flow(view)
        self._show_history(view)

    def _show_figure(self, view: PieceView) -> None:
        state, wording = view.state, self._wording
        mass = view.row.own_mass
        if mass is None:
            # What is no piece any more is not weighed again: that its catalogue mass is open stands below.
            original = view.original_ug if state.suspense_ug and state.held_unweighed else None
            words = wording.no_mass(view.row)
            self.figure.set_colour("text2")
            if original is not None:
                self.figure.setText(wording.figure(original, _original_resolution(view), _original_quality(view)))
                self.share.setText(self.tr("original, not reconciled"))
            else:
                self.figure.setText(words[:1].upper() + words[1:])
                self.share.setText(self._instead(view))
            return
        self.figure.set_colour("text")
        self.figure.setText(mass.shown(wording.unit))
        self.share.setText(self._share(view))

    def _share(self, view: PieceView) -> str:
        """Return what is left of the original, as the row of the piece says it; a share not known is not said."""
        original, share = view.original_ug, view.row.share_left
        if not original:
            return ""
        whole = self._wording.figure(original, _original_resolution(view), _original_quality(view))
        if share is None:
            return self.tr("{mass} originally").format(mass=whole)
        told = self.tr("{share} of {original}")
        if view.row.family is not None:
            told = self.tr("with its daughters {share} of {original}")
        return told.format(share=share.shown, original=whole)

    def _instead(self, view: PieceView) -> str:
        """Return what is said of a piece without a mass: what is on paper, or what it began with."""
        nominal = view.state.fields.get("nominal_ug")
        if isinstance(nominal, int):
            return self.tr("nominal {mass}").format(mass=self._wording.figure(nominal, None))
        stated = view.state.fields.get("original_ug")
        if not isinstance(stated, int):
            return ""
        mass = self._wording.figure(stated, _original_resolution(view), _original_quality(view))
        return self.tr("{mass} originally").format(mass=mass)

    def _show_known(self, view: PieceView) -> None:
        state, wording = view.state, self._wording
        words = "" if view.row.own_mass is None else wording.term("quality", str(state.quality))
        if words and state.resolution_ug:
            exact = wording.figure(state.resolution_ug, None)
            words = self.tr("{known}, to {resolution}").format(known=words, resolution=exact)
        if state.suspense_ug and state.suspense_ug != (view.original_ug if state.held_unweighed else 0):
            rest = view.row.suspense.shown(wording.unit)
            told = self.tr("{mass} not reconciled").format(mass=rest)
            words = f"{words}{DOT}{told}" if words else told
        self.known.setText(words)
        self.known.setVisible(bool(words))
        weighed = view.weighed
        self.weighing.setVisible(weighed is not None)
        if weighed is not None:
            day = weighed.told_day.text(wording.words)
            told = self._weighed(balance=bool(weighed.balance), is_now=bool(view.row.weighed_on))
            self.weighing.set_text(told.format(day=day, balance=weighed.balance))
            self._entry = target_to(Target.ENTRY, weighed.entry)

    def _weighed(self, *, balance: bool, is_now: bool) -> str:
        """Return the words for a weighing: of the mass the piece has now, or of what it was before."""
        if is_now:
            return self.tr("Weighed {day} on {balance}") if balance else self.tr("Weighed {day}")
        return self.tr("Last weighed {day} on {balance}") if balance else self.tr("Last weighed {day}")

    def _show_bar(self, view: PieceView) -> None:
        parts, resolution, mass = view.parts, view.state.resolution_ug, view.row.own_mass
        daughters = self.tr("weighed daughters") if parts.unweighed else self.tr("daughters")
        wanted = (
            (self.tr("held"), parts.held_ug, "here"),
            (daughters, parts.daughters_ug, "loan"),
            (self.tr("recovered"), parts.recovered_ug, "remote"),
            (self.tr("attrition"), parts.attrition_ug, "transit"),
        )
        shown = [
            Segment(label, ug, "".join(self._wording.parts(ug, resolution)), fill)
            for label, ug, fill in wanted
            if ug
        ]
        if mass is not None and mass.sign and shown:
            shown[0] = replace(shown[0], figure="".join(mass.parts(self._wording.unit)))
        if parts.unweighed:
            count = self._wording.count(parts.unweighed)
            shown.append(Segment(self.tr("unweighed daughters"), 0, count, "loan"))
        # A single part says nothing that the figure above does not say.
        self.bar.setVisible(len(shown) > 1 and not view.state.held_unweighed)
        self.bar.set_segments(shown)

    def _show_flow(self, view: PieceView) -> None:
        """Show what the piece began with, what left it and what there is; without a change that says nothing."""
        flow = view.flow
        self.flow_unit.setText(unit_symbol(self._wording.unit))
        # What only passed through, as mass into a section, is told by its line of history.
        shown = flow is not None and bool(flow.changes) and bool(flow.began_ug or flow.now_ug)
        self.flow_head.setVisible(shown)
        self.flow.setVisible(shown)
        if flow is None or not shown:
            self.flow.set_stages(())
            return
        began = self.tr("Received") if flow.received else self.tr("Split off with")
        unknown = (self._wording.words.say("mass.unknown"), "")
        known = view.row.began_with(flow.began_ug) if flow.began_known else None
        figure = known.parts(self._wording.unit) if known is not None else unknown
        first = Stage(began, flow.began_ug, figure, "here", total=True)
        fine = view.state.resolution_ug
        changes = [
            Stage(
                self._way(way, ug, view.parts),
                ug,
                self._signed(ug, fine, flow.signs.get(way, "")),
                FILLS.get(way, ""),
            )
            for way, ug in flow.changes
        ]
        mass = view.row.own_mass
        # An unweighed piece has no figure: unknown is not zero.
        figure = (self._wording.no_mass(view.row), "") if mass is None else mass.parts(self._wording.unit)
        now = Stage(self.tr("Now"), flow.now_ug, figure, "here", total=True)
        self.flow.set_stages((first, *changes, now))

    def _signed(self, ug: int, resolution_ug: int | None, sign: str) -> tuple[str, str]:
        whole, fraction = self._wording.parts(ug, resolution_ug)
        if sign:
            return f"\u2212{sign}{whole[1:]}", fraction
        return (f"+{whole}" if ug > 0 else whole), fraction

    def _way(self, way: Way, ug: int, parts: Parts) -> str:
        if way is Way.DAUGHTERS and ug < 0 and parts.unweighed:
            # What the others took is not known.
            return self.tr("into weighed daughters")
        words = {
            Way.DAUGHTERS: self.tr("into daughters") if ug < 0 else self.tr("from other pieces"),
            Way.ATTRITION: self.tr("attrition"),
            Way.CONSUMED: self.tr("consumed"),
            Way.LOST: self.tr("lost"),
            Way.TRANSFERRED: self.tr("transferred"),
            Way.UNMEASURED: self.tr("into unweighed pieces") if ug < 0 else self.tr("weighed for the first time"),
            Way.UNRECONCILED: self.tr("not reconciled"),
            Way.ADJUSTMENT: self.tr("weighing adjustments"),
        }
        return words[way]

    def _show_history(self, view: PieceView) -> None:
        rows = [self._row(step, first=index == 0) for index, step in enumerate(view.steps)]
        if self.table is not None:
            self._column.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
            self.table = None
        if not rows:
            return
        decimals = decimals_of(*(cell for row in rows for cell in row[2:]))
        self._any_change = any(step.ug for step in view.steps)
        change, balance = self._wording.headed(self.tr("Change")), self._wording.headed(self.tr("Balance"))
        self.table = LedgerTable(
            self._appearance,
            (
                LedgerColumn(self.tr("Date"), "date", 96),
                LedgerColumn(self.tr("Entry")),
                LedgerColumn(change, "mass", mass_width([row[2] for row in rows], change), decimals),
                LedgerColumn(balance, "mass", mass_width([row[3] for row in rows], balance), decimals),
            ),
            self.tr("History of the mass"),
            most=60,
            object_name="pieceMassHistory",
        )
        self.table.followed.connect(self.followed)
        self.table.set_rows(rows)
        self._column.addWidget(self.table)
        self._fit()

    def _fit(self) -> None:
        """In a narrow panel the balance says more than the change; where nothing was weighed, there is none."""
        if self.table is not None:
            narrow = self.width() < self._appearance.look.metrics.px(_WIDE)
            self.table.setColumnHidden(_CHANGE, narrow or not self._any_change)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _row(self, step: MassStep, *, first: bool) -> tuple[LedgerCell, ...]:
        wording, resolution = self._wording, step.resolution_ug
        day = step.told_day.text(wording.words)
        change = self._change(step) if step.ug else LedgerCell("")
        if step.known:
            balance = wording.cell(step.balance_ug, resolution, step.quality, bold=first)
        elif step.suspense_ug:
            balance = LedgerCell(wording.reason("not_reconciled"))
        else:
            balance = LedgerCell(wording.reason(step.reason))
        target = target_to(Target.ENTRY, step.entry.uid)
        return (LedgerCell(day), LedgerCell(self.worded(step), target=target), change, balance)

    def _change(self, step: MassStep) -> LedgerCell:
        """Return by how much the mass changed, with its sign where it is no figure."""
        cell = self._wording.cell(step.ug, step.resolution_ug, tone="text2", signed=True)
        if not step.sign:
            return cell
        text, plain = (f"{each[0]}{step.sign}{each[1:]}" for each in (cell.text, cell.plain))
        return replace(cell, text=text, plain=plain)

    def worded(self, step: MassStep) -> str:
        """Return what an entry did, in a few words."""
        known = {
            MassChange.ENTERED: self.tr("Entered"),
            MassChange.ENTERED_BELOW: self.tr("Entered below {parent}"),
            MassChange.SPLIT_FROM: self.tr("Split from {parent}"),
            MassChange.SPLIT_INTO: self.tr("Split into {count}"),
            MassChange.DAUGHTERS_ENTERED: self.tr("Daughters entered"),
            MassChange.WEIGHED: self.tr("Weighed"),
            MassChange.EXPLAINED: self.tr("Explained later"),
            MassChange.WRITTEN_OFF: self.tr("Written off"),
            MassChange.VOIDED: self.tr("Voided"),
        }
        words = known.get(step.change) or self._wording.term("operation", step.entry.kind)
        return words.format(parent=step.parent, count=self._wording.count(step.daughters))


def _original_quality(view: PieceView) -> str:
    return view.state.original_quality


def _original_resolution(view: PieceView) -> int | None:
    value = view.state.fields.get("original_resolution_ug")
    return value if isinstance(value, int) else None
