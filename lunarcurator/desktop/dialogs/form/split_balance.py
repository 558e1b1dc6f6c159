"""The balance of a split at the right of its dialog: figures, bar, and a sentence whether it closes."""

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.form.figures import Figure, Figures
from lunarcurator.desktop.dialogs.form.wording import Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.labels import Label, SectionLabel
from lunarcurator.desktop.widgets.mass_bar import MISSING, MassBar, Segment
from lunarcurator.domain.tolerance import in_whole_steps
from lunarcurator.services.closing import Closing, Verdict

_MINUS: Final = "\u2212"


class SplitBalance(QWidget):
    """Before, what goes where, what is left over, and the tolerance."""

    def __init__(self, appearance: Appearance, wording: Wording, number: str, unit: str) -> None:
        super().__init__()
        self._wording, self._number, self._unit = wording, number, unit
        self._resolution: int | None = None
        self.figures = Figures(appearance, self.tr("Balance"))
        self.bar = MassBar(appearance, object_name="splitBar")
        self.figures.add_below(self.bar)
        self._tolerance = Label(appearance, "", size=12, colour="text2", wrap=True, object_name="tolerance")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.figures)
        self._tolerance_head = SectionLabel(appearance, self.tr("Tolerance"))
        column.addWidget(self._tolerance_head)
        column.addWidget(self._tolerance)

    @property
    def verdict(self) -> str:
        """The sentence that says whether it closes."""
        return self.figures.verdict

    def show_closing(self, closing: Closing, resolution_ug: int | None) -> None:
        """Show the masses typed so far, with the decimals of the readings."""
        self._resolution = resolution_ug
        before = self._mass(closing.before_ug) if closing.before_ug is not None else self._unknown()
        after = closing.after_ug if closing.after_ug is not None else closing.kept_ug
        how = "" if closing.after_ug is not None else self.tr("by difference")
        rows = [
            Figure(self.tr("Before"), before, bold=True),
            Figure(self.tr("Daughters"), self._mass(closing.daughters_ug), sign=_MINUS),
            Figure(self.tr("Recovered"), self._mass(closing.recovered_ug), sign=_MINUS),
            Figure(
                self.tr("{number} after").format(number=self._number),
                self._mass(after) if after is not None else self._unknown(),
                sign=_MINUS,
                small=how,
            ),
            self._left_over(closing),
        ]
        self.figures.show_rows(rows)
        self.figures.say(self._sentence(closing), self._tone(closing))
        self.bar.set_segments(self._segments(closing, after))
        # Of nothing read there is no tolerance, not even none.
        read = bool(closing.daughters_ug or closing.recovered_ug or closing.after_ug is not None)
        for part in (self._tolerance_head, self._tolerance):
            part.setVisible(read)
        allowed = self._wording.around(closing.tolerance_ug, self._unit, self._resolution)
        self._tolerance.setText(self.tr("± {mass}, from what all masses are certain to").format(mass=allowed))

    def _left_over(self, closing: Closing) -> Figure:
        if not closing.closes:
            label = self.tr("Missing") if closing.missing_ug >= 0 else self.tr("Too much")
            mass = self._mass(abs(closing.missing_ug))
            return Figure(label, mass, sign="=", bold=True, sum=True, tone="red")
        tone = "amber" if closing.attrition_ug else ""
        mass = self._mass(closing.attrition_ug) if closing.knows_attrition else self._unknown()
        return Figure(self.tr("Attrition"), mass, sign="=", bold=True, sum=True, tone=tone)

    def _sentence(self, closing: Closing) -> str:
        facts = {
            "missing_ug": abs(closing.missing_ug),
            "tolerance_ug": in_whole_steps(closing.tolerance_ug, self._resolution or 1),
            "taken_ug": closing.taken_ug,
            "number": self._number,
        }
        # Readings that add up are no surer than the balances on which they were read.
        within = closing.verdict is Verdict.EXACT and closing.tolerance_ug > 0
        key = "closing.exact_within" if within else f"closing.{closing.verdict}"
        return self._wording.words.say(key, facts)

    @staticmethod
    def _tone(closing: Closing) -> str:
        if not closing.closes:
            return "red"
        return "green" if closing.verdict in {Verdict.EXACT, Verdict.WITHIN} else "amber"

    def _segments(self, closing: Closing, after: int | None) -> tuple[Segment, ...]:
        parts = (
            (self.tr("after"), after or 0, "here"),
            (self.tr("daughters"), closing.daughters_ug, "loan"),
            (self.tr("recovered"), closing.recovered_ug, "remote"),
            (self.tr("attrition"), closing.attrition_ug, "transit"),
            (self.tr("missing"), max(closing.missing_ug, 0), MISSING),
        )
        return tuple(Segment(label, max(ug, 0), "", fill) for label, ug, fill in parts if ug > 0)

    def _mass(self, ug: int) -> str:
        return self._wording.mass(ug, self._unit, self._resolution)

    def _unknown(self) -> str:
        return self._wording.words.say("mass.unknown")
