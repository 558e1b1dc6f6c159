"""The account of one line on the return sheet: what was issued, where it went, and what is missing to balance."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.loans.typed_masses import TypedMasses
from lunarcurator.desktop.loan_editor.return_rows import ACCEPTED, KEPT, LOST, USED
from lunarcurator.desktop.panels.sections import SectionHead, clear
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM, REGULAR, SEMIBOLD
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.grounds import Rule
from lunarcurator.desktop.widgets.labels import Label, LinkLabel
from lunarcurator.desktop.widgets.mass_bar import MISSING, MassBar, Segment
from lunarcurator.desktop.widgets.strips import Washed
from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.known_mass import KnownMass, finest
from lunarcurator.domain.lending.held import gone_of, held_of, issued_of, moved_of, went
from lunarcurator.domain.lending.terms import Step
from lunarcurator.domain.operations.accounting import ReturnLine
from lunarcurator.domain.rules.loan_return import Allowed, ending_of
from lunarcurator.domain.status import Existence
from lunarcurator.services.lending.returning import Filled, compared_to_ug, missing_ug, rest_ug, trusted_ug

_TRUSTED: Final = "trusted"
_ALLOWED: Final = "allowed"


class _Figure(QWidget):
    """A row of the account: a sign, what is counted, and its mass."""

    def __init__(
        self, appearance: Appearance, masses: TypedMasses, label: str, sign: str = "", *, bold: bool = False
    ) -> None:
        super().__init__()
        weight = SEMIBOLD if bold else REGULAR
        mark = Label(appearance, sign, colour="text2")
        mark.setFixedWidth(appearance.look.metrics.px(14))
        # The words give way to the mass, which stands whole.
        self._label = Label(appearance, label, weight=weight, wrap=True)
        self._mass = Label(appearance, weight=weight)
        self._masses, self._colour = masses, "text"
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(appearance.look.metrics.px(4))
        row.addWidget(mark)
        row.addWidget(self._label, 1)
        row.addWidget(self._mass)

    def show_known(self, mass: KnownMass | None, unknown: str) -> None:
        """Show a mass, or say in a word that nobody knows it."""
        if mass is None:
            self._mass.setText(unknown)
        else:
            self.show_mass(mass)

    def show_mass(self, mass: KnownMass, colour: str = "text") -> None:
        """Show a mass as far as it is known, in a colour token."""
        self._mass.setText(mass.shown(self._masses.unit))
        if colour != self._colour:
            self._colour = colour
            for part in (self._label, self._mass):
                part.set_colour(colour)


class LineAccount(QWidget):
    """Shows a line as far as the sheet accounts for it; `way_out` carries a fate for what is missing.

    Its parts are made once, and only their figures change: it follows each key that is typed.
    """

    way_out = Signal(str)

    def __init__(self, appearance: Appearance, masses: TypedMasses) -> None:
        super().__init__()
        self.setObjectName("returnSheet.account")
        self._appearance, self._masses = appearance, masses
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.missing: int | None = None
        self.filled: Filled | None = None
        self._allowed: Allowed | None = None
        self._posted: ReturnLine | None = None
        self._figures: dict[str, _Figure] = {}
        self._known: Mapping[str, KnownMass | None] = {}
        self._make_parts()
        appearance.changed.connect(self._make_parts)

    def _make_parts(self) -> None:
        """Make every part in the sizes of the present look."""
        clear(self._column)
        appearance = self._appearance
        self._column.setSpacing(appearance.look.metrics.px(4))
        self._title = self._added(SectionHead(appearance, self.tr("Account of the line")))
        none = self.tr("Scan or type what came back.")
        self._none = self._added(Label(appearance, none, colour="text2", wrap=True))
        self._ends = Label(appearance, weight=MEDIUM, wrap=True)
        self._ends.setObjectName("returnSheet.ends")
        self._of_line = self._make_rows()
        self._row(_TRUSTED, self.tr("Returned, not weighed"), "=", bold=True)
        self._unknown = self._added(Label(appearance, colour="text2", wrap=True))
        self._row(MISSING, self.tr("Missing to balance"), "=", bold=True)
        self._row(_ALLOWED, self.tr("May differ by"))
        self._why_allowed = self._added(Label(appearance, size=12, colour="text2", wrap=True))
        self._why_allowed.setObjectName("returnSheet.allowed")
        self._bar = self._added(MassBar(appearance, object_name="returnSheet.bar"))
        self._added(self._ends)
        self._lacking = Label(appearance, weight=SEMIBOLD, wrap=True)
        self._wash = self._added(Washed(appearance, "amber", object_name="returnSheet.missing"))
        self._offer_ways_out()
        self.show_line(self.filled, self._allowed, self._posted)

    def show_line(
        self, filled: Filled | None, allowed: Allowed | None = None, posted: ReturnLine | None = None
    ) -> None:
        """Show what is filled in for a line; None says that no line is chosen.

        `allowed` says how much may be missing as far as the rules have answered, which nobody has to account for,
        `posted` is the sheet of the line as it would be posted, None as long as nobody knows.
        """
        self.filled, self._allowed, self._posted = filled, allowed, posted
        self._show_ends(posted)
        self.missing = missing_ug(filled.line, filled) if filled is not None else None
        differs = self._differs() and filled is not None and not filled.accept_difference
        figures = self._known = _figures(filled) if filled is not None else {}
        title = self.tr("Account of the line")
        if filled is not None:
            title = self.tr("Account of line {line}").replace("{line}", filled.line.code)
        self._title.show_title(title)
        for key, mass in figures.items():
            self._figures[key].show_known(mass, self.tr("unknown"))
        self._show_missing()
        segments = self._segments(figures) if self.missing is not None else []
        self._bar.set_segments(segments)
        self._say_missing(self.missing or 0, differs=differs)
        self._none.setVisible(filled is None)
        for part in self._of_line:
            part.setVisible(filled is not None)
        unknown = self._why_unknown(filled) if filled is not None and self.missing is None else ""
        self._unknown.setText(unknown)
        self._unknown.setVisible(bool(unknown))
        trusted = trusted_ug(filled.line, filled) if filled is not None else 0
        self._figures[_TRUSTED].show_mass(self._compared(trusted), "tones.amber.ink")
        self._figures[_TRUSTED].setVisible(trusted > 0)
        self._bar.setVisible(self.missing is not None)
        self._wash.setVisible(differs)

    def _compared(self, ug: int) -> KnownMass:
        """Return what is left where the masses of the line are compared: to the finest of their last places.

        What is left of an estimate is one.
        """
        fine = finest(*(each.resolution_ug for each in self._known.values() if each is not None))
        about = self.filled is not None and self.filled.line.left_as == Quality.ESTIMATED
        return KnownMass(ug, fine, about and ug != 0)

    def _differs(self) -> bool:
        """Tell whether more is missing, or too much, than the rules allow as far as they have answered."""
        return abs(self.missing or 0) > (self._allowed.ug if self._allowed is not None else 0)

    def _show_missing(self) -> None:
        """Show what is missing, and by how much the line may differ: by its masses, or by a policy."""
        allowed = self._allowed if self.missing else None
        self._figures[MISSING].setVisible(self.missing is not None)
        tone = "tones.amber.ink" if self._differs() else "tones.green.ink"
        self._figures[MISSING].show_mass(self._compared(self.missing or 0), tone)
        readings = self.tr("by how certain the masses compared are")
        policy = self.tr("by the policy {policy}, which allows more than the masses compared are certain to")
        self._figures[_ALLOWED].setVisible(allowed is not None)
        self._why_allowed.setVisible(allowed is not None)
        if allowed is not None:
            self._figures[_ALLOWED].show_mass(replace(self._compared(allowed.ug), about=False))
            self._why_allowed.setText(policy.replace("{policy}", allowed.policy) if allowed.policy else readings)

    def _show_ends(self, posted: ReturnLine | None) -> None:
        self._ends.setText(self._what_ends(posted) if posted is not None else "")
        self._ends.setVisible(posted is not None)

    def _what_ends(self, posted: ReturnLine) -> str:
        """Say what the sheet does to the line, and what becomes of a piece that does not come back."""
        if posted.retained_ug != 0:
            return self.tr("The line stays open for the rest.")
        told = {
            Existence.RETIRED: self.tr("The return closes the line; its piece is then retired."),
            Existence.CONSUMED: self.tr("The return closes the line; its piece is then consumed."),
            Existence.LOST: self.tr("The return closes the line; its piece is then lost."),
        }
        ending = ending_of(posted)
        return told[ending] if ending is not None else self.tr("The return closes the line.")

    def _why_unknown(self, filled: Filled) -> str:
        """Say why nobody can tell what is missing."""
        if filled.line.account.unweighed:
            return self.tr("The mass of the line is not known, so nobody can tell what is missing.")
        if filled.retained_ug is None:
            return self.tr("All the rest stays out, so nothing has to balance yet.")
        return self.tr("Neither stated nor weighed: that nothing is missing rests on the record alone.")

    def _make_rows(self) -> list[QWidget]:
        """Make what stands there for every line: what was issued, and where it went."""
        appearance = self._appearance
        return [
            self._row("issued", self.tr("Issued"), bold=True),
            self._row("consumed", self.tr("Used up before"), "\u2212"),
            self._row("returned", self.tr("Returned before"), "\u2212"),
            self._row("gone", self.tr("Lost, passed on, differing"), "\u2212"),
            self._added(Rule(appearance, colour="line2")),
            self._row("held", self.tr("Accountable now"), "=", bold=True),
            self._added(SectionHead(appearance, self.tr("This return"))),
            self._row("weighed", self.tr("Returned, weighed here")),
            self._row("stated", self.tr("Returned, as stated")),
            self._row(USED, self.tr("Used up")),
            self._row(LOST, self.tr("Lost")),
            self._row(KEPT, self.tr("Stays out")),
            self._added(Rule(appearance, colour="line2")),
        ]

    def _segments(self, figures: Mapping[str, KnownMass | None]) -> list[Segment]:
        parts = (
            (self.tr("weighed"), figures["weighed"], "here"),
            (self.tr("stated"), figures["stated"], "loan"),
            (self.tr("used up"), figures[USED], "consumed"),
            (self.tr("lost"), figures[LOST], "lost"),
            (self.tr("stays out"), figures[KEPT], "transit"),
            (self.tr("missing"), self._compared(self.missing or 0), MISSING),
        )
        return [
            Segment(label, mass.ug, "".join(mass.parts(self._masses.unit)), fill)
            for label, mass, fill in parts
            if mass is not None and mass.ug > 0
        ]

    def _offer_ways_out(self) -> None:
        appearance, self._accounts = self._appearance, list[QWidget]()
        px = appearance.look.metrics.px
        box = QVBoxLayout(self._wash)
        box.setContentsMargins(px(12), px(10), px(12), px(10))
        box.addWidget(self._lacking)
        for fate, link, note in (
            (USED, self.tr("used up"), self.tr("add it as used up")),
            (LOST, self.tr("lost"), self.tr("needs a report and authority")),
            (KEPT, self.tr("still with the borrower"), self.tr("the line stays open")),
            (ACCEPTED, self.tr("accepted as a difference"), self.tr("needs authority")),
        ):
            part = QWidget()
            row = FlowLayout(px(6))
            part.setLayout(row)
            lead = LinkLabel(appearance, link, weight=MEDIUM, object_name=f"returnSheet.{fate}")
            lead.activated.connect(lambda fate=fate: self.way_out.emit(fate))
            row.addWidget(lead)
            row.addWidget(Label(appearance, note, size=12, colour="text2"))
            box.addWidget(part)
            if fate != ACCEPTED:
                self._accounts.append(part)

    def _say_missing(self, missing: int, *, differs: bool) -> None:
        lacking, over = self.tr("{mass} has no account yet. It may be:"), self.tr("{mass} too much. It may be:")
        words = (lacking if missing > 0 else over).replace(
            "{mass}", self._compared(abs(missing)).shown(self._masses.unit)
        )
        for part in self._accounts:
            part.setVisible(missing > 0)
        if differs and (self._wash.isHidden() or words != self._lacking.accessibleName()):
            self._lacking.setText(words)
            self._wash.announce()

    def _row(self, key: str, label: str, sign: str = "", *, bold: bool = False) -> _Figure:
        self._figures[key] = self._added(_Figure(self._appearance, self._masses, label, sign, bold=bold))
        return self._figures[key]

    def _added[Part: QWidget](self, part: Part) -> Part:
        self._column.addWidget(part)
        return part


def _figures(filled: Filled) -> dict[str, KnownMass | None]:
    """Return the masses of the account by the row in which they stand; None for what nobody knew, or knows."""
    line, typed_to = filled.line, filled.resolution_ug or None
    return {
        "issued": issued_of(line),
        "consumed": went(line, Step.CONSUMED),
        "returned": moved_of(line, Step.RETURNED),
        "gone": gone_of(line),
        "held": held_of(line, None),
        "weighed": _weighed(filled),
        "stated": _stated(filled),
        USED: KnownMass(filled.consumed_ug, typed_to),
        LOST: KnownMass(filled.lost_ug, typed_to),
        KEPT: _kept(filled),
    }


def _weighed(filled: Filled) -> KnownMass:
    read = [each.reading for each in filled.pieces if each.reading is not None]
    return KnownMass(sum(each.net_ug or 0 for each in read), finest(*(each.resolution_ug for each in read)))


def _stated(filled: Filled) -> KnownMass:
    said = [each for each in filled.pieces if each.reading is None]
    return KnownMass(sum(each.stated_ug or 0 for each in said), finest(*(each.stated_to_ug for each in said)))


def _kept(filled: Filled) -> KnownMass | None:
    """Return what stays with the borrower: as stated, or all the rest, which is known by difference."""
    if filled.retained_ug is not None:
        return KnownMass(filled.retained_ug, filled.retained_to_ug or None)
    rest = rest_ug(filled)
    return KnownMass(rest, compared_to_ug(filled.line, filled)) if rest is not None else None
