"""The grid of the loan editor: its columns, what lines and typed rows say in them, and the view."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import Final, override

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize
from PySide6.QtWidgets import QSizePolicy

from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.grid_view import GridView
from lunarcurator.desktop.dialogs.form.pasted_headings import Says
from lunarcurator.desktop.dialogs.loans.typed_masses import TypedMasses
from lunarcurator.desktop.dialogs.loans.wanted_grid import destroys
from lunarcurator.desktop.models.loan_cells import unweighed_why
from lunarcurator.desktop.models.loan_grid import STATE, LoanGridModel, Shown
from lunarcurator.desktop.panels.wording import DOT, Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.translation import counted
from lunarcurator.domain.days import Day, last_day, show_day
from lunarcurator.domain.lending.lines import LEFT, asked_back_by
from lunarcurator.domain.lending.terms import LineMode, LineState
from lunarcurator.domain.lending.working_days import days_between
from lunarcurator.services.lending.asked_pieces import AskedPiece, NotFound, Told
from lunarcurator.services.lending.browsing import NOTHING_HELD, HeldSum, LineRow, StateSum
from lunarcurator.services.lending.taken_in import TakenIn

MENDED: Final = ("optimum_ug", "minimum_ug", "mode", "destructive", "use", "category")
"""The columns of a line that can still be changed as long as nobody has decided it."""
_ASKING: Final = frozenset({"minimum_ug", "destructive", "use", "category", "described"})
_LENDING: Final = frozenset({"granted", "held", "due"})
_SHARE_TOLD: Final = 10
"""From so many hundredths of what is left on a request says so (the warning itself is a rule's)."""


def said(text: object) -> str:
    """Return words of the grid in the window's language."""
    return QCoreApplication.translate("LoanGrid", str(text))


def columns(wording: Wording, masses: TypedMasses, categories: Sequence[str] = ()) -> tuple[GridColumn, ...]:
    """Return the columns of the grid; those proposed are filled by the program.

    `categories` are those that the policies in use know.
    """
    modes = tuple(wording.term("line_mode", str(mode)) for mode in LineMode)
    return (
        GridColumn("sample", said(QT_TRANSLATE_NOOP("LoanGrid", "Number")), 160, number=True),
        GridColumn("what", said(QT_TRANSLATE_NOOP("LoanGrid", "What it is")), 84, proposed=True, quiet=True),
        GridColumn(STATE, said(QT_TRANSLATE_NOOP("LoanGrid", "State")), 176, proposed=True, quiet=True),
        GridColumn("mode", said(QT_TRANSLATE_NOOP("LoanGrid", "Lent")), 78, words=modes, closed=True),
        masses.column("optimum_ug", said(QT_TRANSLATE_NOOP("LoanGrid", "Asked")), 82, usual=Says.ASKED),
        masses.column("minimum_ug", said(QT_TRANSLATE_NOOP("LoanGrid", "Least")), 76, usual=Says.LEAST),
        GridColumn(
            "destructive",
            said(QT_TRANSLATE_NOOP("LoanGrid", "Used up")),
            66,
            words=_yes_and_no(wording),
            closed=True,
        ),
        GridColumn("use", said(QT_TRANSLATE_NOOP("LoanGrid", "Use")), 70),
        GridColumn("category", said(QT_TRANSLATE_NOOP("LoanGrid", "Category")), 74, words=tuple(categories)),
        GridColumn("described", said(QT_TRANSLATE_NOOP("LoanGrid", "Description")), 90),
        masses.column("granted", said(QT_TRANSLATE_NOOP("LoanGrid", "Granted")), 90, proposed=True, quiet=True),
        masses.column("held", said(QT_TRANSLATE_NOOP("LoanGrid", "Out")), 84, proposed=True, quiet=True),
        GridColumn("due", said(QT_TRANSLATE_NOOP("LoanGrid", "Due")), 104, kind="day", proposed=True, quiet=True),
    )


def _yes_and_no(wording: Wording) -> tuple[str, ...]:
    return tuple(wording.words.say(key) for key in ("dialog.yes", "dialog.no"))


def _how_it_stands(row: LineRow, today: Day, wording: Wording) -> tuple[str, str]:
    """Return how a line stands, and the tone of it: all that is not in order, the worst first."""
    state, amiss, back = wording.small("line_state", row.state), _amiss(row, today), _asked_back(row, today)
    in_transit, lost = row.state == LineState.TRANSIT, row.state == LineState.LOST
    parts = [state] if in_transit or lost or not (amiss or back) else []
    told = ", ".join([*parts, *amiss, *back])
    tone = "red" if amiss or lost else "amber" if back or in_transit else ""
    return told[:1].upper() + told[1:], tone


def _amiss(row: LineRow, today: Day) -> list[str]:
    """Return that somebody disputes a line, and for how many days it has been overdue."""
    told = []
    if row.disputed and row.state != LineState.CLOSED:
        told.append(said(QT_TRANSLATE_NOOP("LoanGrid", "disputed")))
    if row.state in LEFT and row.by and last_day(row.by) < today:
        count = days_between(row.by, today)
        told.append(counted("LoanGrid", "1 day overdue", "{count} days overdue", count))
    return told


def _asked_back(row: LineRow, today: Day) -> list[str]:
    """Return by when a line that is out was asked back, nothing where it was not."""
    if not row.recalled or row.state not in LEFT:
        return []
    day = show_day(asked_back_by(row.by, row.recalled, today))
    return [said(QT_TRANSLATE_NOOP("LoanGrid", "recalled by {day}")).replace("{day}", day)]


def shown_line(row: LineRow, today: Day, wording: Wording, masses: TypedMasses) -> Shown:
    """Return what a line of the loan says in the grid."""
    is_open = row.state in LEFT
    state, tone = _how_it_stands(row, today, wording)
    texts = {
        "sample": row.number or row.described,
        "what": what_it_is(row.form, row.class_name, wording) or _not_stated(row),
        "mode": wording.term("line_mode", row.mode),
        "optimum_ug": masses.text(row.asked_ug),
        "minimum_ug": masses.text(row.minimum_ug),
        "destructive": destroys(row.destructive, _yes_and_no(wording)),
        "use": row.use,
        "category": row.category,
        "described": row.described if row.number else "",
        "granted": masses.text(row.granted_ug),
        "held": _out(row, wording, masses) if is_open else "",
        "due": show_day(row.due) if row.due else "",
        STATE: state,
    }
    return texts, {STATE: tone} if tone else {}


def what_it_is(form: str, class_name: str, wording: Wording) -> str:
    """Return the form of a piece and its class, as far as they are known."""
    return DOT.join(filter(None, (wording.term("form", form), class_name)))


def _not_stated(row: LineRow) -> str:
    """Return words for a piece whose form nobody entered, nothing where no piece is named."""
    return said(QT_TRANSLATE_NOOP("LoanGrid", "Form not stated")) if row.number else ""


def _out(row: LineRow, wording: Wording, masses: TypedMasses) -> str:
    """Return what is out on a line; what nobody weighed says why, because unknown is not zero."""
    unknown = row.unweighed and not row.held_ug
    if unknown:
        return unweighed_why(row.unknown_why, wording)
    return f"{row.held.sign}{masses.text(row.held.ug, row.held.resolution_ug)}"


def told_hints(
    told: Told, asked: str, wording: Wording, masses: TypedMasses
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the grey texts and the tones of a typed row whose number is known to be this, or nothing."""
    if isinstance(told, NotFound):
        hints = {
            "what": said(QT_TRANSLATE_NOOP("LoanGrid", "Not in this store")),
            STATE: said(QT_TRANSLATE_NOOP("LoanGrid", "Unknown number")),
        }
        if told.otherwise:
            hints = {"what": told.nearest, STATE: said(QT_TRANSLATE_NOOP("LoanGrid", "Another name"))}
        return hints, dict.fromkeys(("sample", "what", "mode", "optimum_ug", STATE), "red")
    hints = {"what": what_it_is(told.form, told.class_name, wording)}
    if not asked and told.held_ug is not None:
        hints["held"] = ""
    word, tone = _state(told, asked, wording, masses)
    hints[STATE] = word
    return hints, {STATE: tone} if tone else {}


def _state(told: AskedPiece, asked: str, wording: Wording, masses: TypedMasses) -> tuple[str, str]:
    if told.obstacle == "promised":
        return said(QT_TRANSLATE_NOOP("LoanGrid", "Promised to {line}")).replace(
            "{line}", ", ".join(told.promised)
        ), "red"
    if told.obstacle:
        area, _, code = told.obstacle.partition(".")
        return wording.term(area, code), "red"
    if told.restriction:
        area, _, code = told.restriction.partition(".")
        return wording.term(area, code), "amber"
    percent = _percent(told, asked, masses)
    if percent is not None and percent >= _SHARE_TOLD:
        return said(QT_TRANSLATE_NOOP("LoanGrid", "{count} % of what is left")).replace(
            "{count}", str(percent)
        ), "amber"
    if told.requests:
        return counted("LoanGrid", "Asked for once", "Asked for {count} times", told.requests), ""
    return said(QT_TRANSLATE_NOOP("LoanGrid", "Free")), ""


def _percent(told: AskedPiece, asked: str, masses: TypedMasses) -> int | None:
    if not asked.strip() or masses.trouble(asked) is not None:
        return None
    return told.percent_of(masses.ug(asked) or 0)


def sums(texts: Mapping[str, int], out_now: HeldSum, masses: TypedMasses, came: TakenIn | None = None) -> str:
    """Return the line of totals under the grid, `out_now` what is out; of a loan in what `came`."""
    lines = counted("LoanGrid", "1 line", "{count} lines", texts["lines"])
    if came is not None:
        return " \u00b7 ".join((lines, *_came_in(came, masses)))
    asked, granted, out = (
        said(QT_TRANSLATE_NOOP("LoanGrid", "{mass} asked")),
        said(QT_TRANSLATE_NOOP("LoanGrid", "{mass} granted")),
        said(QT_TRANSLATE_NOOP("LoanGrid", "{mass} out")),
    )
    held = out_now.whole.shown(masses.unit) if out_now.whole is not None else ""
    parts = (
        lines,
        *_on_lines(asked, masses.told(texts["asked"]), texts["asked_on"], texts["lines"]),
        *_on_lines(granted, masses.told(texts["granted"]), texts["granted_on"], texts["lines"]),
        *((out.replace("{mass}", held),) if held else ()),
        *_unweighed(out_now.unweighed),
    )
    return DOT.join(parts)


def _on_lines(pattern: str, mass: str, on: int, lines: int) -> Iterator[str]:
    """Yield a sum with on how many of all lines it is: a whole piece is asked for without a mass."""
    if on == lines:
        yield pattern.replace("{mass}", mass)
    elif on:
        told = counted("LoanGrid", "{sum} on 1 line by weight", "{sum} on {count} lines by weight", on)
        yield told.replace("{sum}", pattern.replace("{mass}", mass))


def _unweighed(count: int) -> Iterator[str]:
    """Yield how many pieces nobody weighed."""
    if count:
        yield counted("LoanGrid", "1 piece of unknown mass", "{count} pieces of unknown mass", count)


def _came_in(came: TakenIn, masses: TypedMasses) -> Iterator[str]:
    """Yield what came in: the masses that are known, and how many pieces nobody weighed."""
    if came.known.ug or not came.unknown:
        yield said(QT_TRANSLATE_NOOP("LoanGrid", "{mass} taken in")).replace(
            "{mass}", came.known.shown(masses.unit)
        )
    yield from _unweighed(came.unknown)


def sums_of(tally: Mapping[str, StateSum]) -> Mapping[str, int]:
    """Return the sums of what is asked and granted in ug, and how many lines wait for a decision."""
    return {
        "asked": sum(each.asked_ug for each in tally.values()),
        "granted": sum(each.granted_ug for each in tally.values()),
        "asked_on": sum(each.asked_on for each in tally.values()),
        "granted_on": sum(each.granted_on for each in tally.values()),
        "requested": tally["requested"].lines if "requested" in tally else 0,
    }


def out_of(tally: Mapping[str, StateSum]) -> HeldSum:
    """Return what is out on the lines of a loan together."""
    out = [each.held for state, each in tally.items() if state in {"out", "transit"}]
    return reduce(HeldSum.plus, out, NOTHING_HELD)


class LoanGridView(GridView):
    """The grid filling the room it is given; whole rows can be selected for the steps of the life."""

    def __init__(self, appearance: Appearance, model: LoanGridModel, name: str) -> None:
        super().__init__(appearance, model, name)
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            # It has the height the editor gives: with other rows there are only more digits to fit.
            signal.disconnect(self.refresh)
            signal.connect(self._fit_heads)
        # Other lines make the heads of columns anew, which forget their widths.
        model.modelReset.connect(self._fit)
        self.setObjectName("loanEditor.grid")
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        self.verticalHeader().setSectionsClickable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)

    def show_asking(self, asking: bool) -> None:
        """Show the columns of what is asked, or those of what became of it."""
        hidden = _LENDING if asking else _ASKING
        concerned = [
            (at, each.key) for at, each in enumerate(self._grid.columns) if each.key in _ASKING | _LENDING
        ]
        if all(self.isColumnHidden(at) == (key in hidden) for at, key in concerned):
            return
        for at, key in concerned:
            self.setColumnHidden(at, key in hidden)
        self._fit()

    def show_column(self, key: str, *, shown: bool) -> None:
        """Show a column, or hide it: the others have its room then."""
        at = next(at for at, each in enumerate(self._grid.columns) if each.key == key)
        if self.isColumnHidden(at) == shown:
            self.setColumnHidden(at, not shown)
            self._fit()

    def chosen_rows(self) -> list[int]:
        """Return the rows in which something is selected."""
        return sorted({index.row() for index in self.selectedIndexes()})

    def _fit_heads(self) -> None:
        self._heads.fit(self._grid.rowCount())

    @override
    def setFixedHeight(self, height: int) -> None:
        """Keep the height the editor gives, whatever the rows would take."""
        del height
        self.setMinimumHeight(4 * self._appearance.look.metrics.grid)

    @override
    def refresh(self) -> None:
        super().refresh()
        self.setHorizontalScrollBarPolicy(self.horizontalScrollBarPolicy().ScrollBarAsNeeded)

    @override
    def sizeHint(self) -> QSize:
        metrics = self._appearance.look.metrics
        return QSize(metrics.px(520), 8 * metrics.grid)
