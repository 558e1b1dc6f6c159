"""The filter bar: the search field, filters as chips with their counts, and the chooser of columns."""

from collections.abc import Iterable, Sequence
from typing import Final, override

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.as_it_is import as_it_is
from lunarcurator.desktop.widgets.buttons import IconButton
from lunarcurator.desktop.widgets.chips import Chip
from lunarcurator.desktop.widgets.fields import SearchField
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.painted import Painted
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.sample_tree import Axis, PieceFilter, Totals
from lunarcurator.services.words import Words

ALWAYS: Final = (
    PieceFilter(Axis.EXISTENCE, "exists"),
    PieceFilter(Axis.CUSTODY, "here"),
    PieceFilter(Axis.CUSTODY, "loan"),
    PieceFilter(Axis.CUSTODY, "display"),
    PieceFilter(Axis.CUSTODY, "remote"),
    PieceFilter(Axis.CONDITION, "pristine"),
    PieceFilter(Axis.MASS, "unknown"),
    PieceFilter(Axis.MASS, "not_reconciled"),
    PieceFilter(Axis.NEVER, "air"),
    PieceFilter(Axis.NEVER, "saw"),
    PieceFilter(Axis.NEVER, "cold"),
)
"""The filters that stand in the bar where they take anything; all others are behind *Filter*."""


class ChipRow(Painted):
    """Chips side by side; those that find no room are hidden, their filters stay in the menu."""

    def __init__(self, appearance: Appearance, last: Chip) -> None:
        super().__init__(appearance, "sampleChips")
        self._chips: list[Chip] = []
        self._last = last
        last.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show these chips, the first ones first."""
        self._chips = list(chips)
        self.arrange()

    def arrange(self) -> None:
        """Place the chips anew, because one has changed its width."""
        gap = self.look.metrics.px(6)
        left, room = 0, self.width() - self._last.sizeHint().width() - gap
        for chip in self._chips:
            size = chip.sizeHint()
            fits = left + size.width() <= room
            chip.setVisible(fits)
            if fits:
                chip.setGeometry(QRect(QPoint(left, (self.height() - size.height()) // 2), size))
                left += size.width() + gap
            else:
                room = left
        size = self._last.sizeHint()
        self._last.setGeometry(QRect(QPoint(left, (self.height() - size.height()) // 2), size))

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.look.metrics.px(320), self.look.metrics.control)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    @override
    def refresh(self) -> None:
        super().refresh()
        self.arrange()


class FilterBar(Painted):
    """Search field, chips, and columns. `filtered` carries the filters that are on, in order."""

    filtered = Signal(object)
    columns_asked = Signal(QPoint)

    def __init__(self, appearance: Appearance, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(appearance, "sampleFilters", parent)
        self._words = words
        self._names: dict[int, str] = {}
        self._totals = Totals()
        self._chips: dict[PieceFilter, Chip] = {}
        self.search = SearchField(appearance, self.tr("Number, name, class, remark"), object_name="sampleSearch")
        self.more = Chip(appearance, self.tr("Filter"), concept="register", object_name="moreFilters")
        self.more.setCheckable(False)
        self.more.clicked.connect(lambda: self.menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        self.columns = IconButton("columns", self.tr("Columns"), object_name="sampleColumns")
        self.columns.clicked.connect(
            lambda: self.columns_asked.emit(self.columns.mapToGlobal(self.columns.rect().bottomLeft()))
        )
        self.row = ChipRow(appearance, self.more)
        self.resting = Label(appearance, size=12, colour="text2", object_name="filtersRest", wrap=True)
        self.resting.hide()
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self.search)
        self._layout.addWidget(self.row, 1)
        self._layout.addWidget(self.resting, 1)
        self._layout.addWidget(self.columns)
        self.refresh()
        self._make_chips()

    def active(self) -> tuple[PieceFilter, ...]:
        """Return the filters that are on."""
        return tuple(each for each, chip in self._chips.items() if chip.isChecked())

    def label(self, wanted: PieceFilter) -> str:
        """Return the words of a filter."""
        if wanted.axis is Axis.COLLECTION:
            return self._names.get(int(wanted.value), wanted.value)
        if wanted.axis is Axis.MASS:
            return self.tr("Not reconciled") if wanted.value == "not_reconciled" else self.tr("Mass unknown")
        if wanted.axis is Axis.NEVER:
            return self._words.label(f"never.{wanted.value}")
        if wanted.axis is Axis.NOT_KNOWN:
            return self._words.label(f"not_known.{wanted.value}")
        if wanted.axis is Axis.MARKED:
            return self._words.label(f"marked.{wanted.value}")
        if wanted == ALWAYS[0]:
            return self.tr("Exists")
        return self._words.label(f"{wanted.axis}.{wanted.value}")

    def show_counts(self, totals: Totals, names: dict[int, str]) -> None:
        """Show how many pieces each filter takes; `names` are the collections by local id."""
        self._totals, self._names = totals, names
        self._make_chips()

    def rest(self, *, resting: bool, why: str) -> None:
        """Take no filters while another day is shown, and say so in their place: they are those of today."""
        self.row.setVisible(not resting)
        self.resting.setVisible(resting)
        self.resting.setText(why)
        self.resting.setToolTip(why)
        if resting:
            for chip in self._chips.values():
                chip.set_count("")
            self._arrange()

    def switch(self, wanted: PieceFilter, *, on: bool) -> None:
        """Turn a filter on or off."""
        chip = self._chips.get(wanted)
        if chip is None:
            chip = self._add_chip(wanted)
            self._arrange()
        chip.setChecked(on)

    def clear(self) -> None:
        """Turn all filters off at once."""
        was = self.active()
        for chip in self._chips.values():
            chip.blockSignals(True)
            chip.setChecked(False)
            chip.blockSignals(False)
            chip.updateGeometry()
        self._make_chips()
        if was:
            self.filtered.emit(())

    def put_back(self, filters: Sequence[PieceFilter]) -> None:
        """Turn on just these filters without asking for anything: what was asked for was called off."""
        for each in (*self._chips, *filters):
            chip = self._chips.get(each) or self._add_chip(each)
            chip.blockSignals(True)
            chip.setChecked(each in filters)
            chip.blockSignals(False)
        self._make_chips()

    def search_again_for(self, text: str) -> None:
        """Show the text of the hits that are shown, or none, without searching: the search was called off."""
        self.search.blockSignals(True)
        self.search.setText(text)
        self.search.blockSignals(False)

    def menu(self) -> QMenu:
        """Return the menu of all filters that take anything, by axis, with their counts."""
        menu = QMenu(self)
        menu.setObjectName("filterMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        active = self.active()
        for axis in (
            Axis.COLLECTION,
            Axis.EXISTENCE,
            Axis.CUSTODY,
            Axis.CONDITION,
            Axis.NEVER,
            Axis.NOT_KNOWN,
            Axis.MASS,
            Axis.MARKED,
            Axis.FORM,
        ):
            wanted = [each for each in self._taking() if each.axis is axis]
            for each in sorted(wanted, key=lambda each: -self._totals.takes[each]):
                text = f"{self.label(each)}  {shown_count(self._totals.takes[each])}"
                action = QAction(as_it_is(text), menu, checkable=True)
                action.setChecked(each in active)
                action.toggled.connect(lambda on, each=each: self.switch(each, on=on))
                menu.addAction(action)
            if wanted:
                menu.addSeparator()
        return menu

    @override
    def refresh(self) -> None:
        px = self.look.metrics.px
        self._layout.setContentsMargins(px(16), 0, px(16), 0)
        self._layout.setSpacing(px(10))
        self.setFixedHeight(self.look.metrics.filter_bar)
        super().refresh()

    def _taking(self) -> Iterable[PieceFilter]:
        return (each for each, count in self._totals.takes.items() if count and each.value)

    def _make_chips(self) -> None:
        active = self.active()
        collections = [each for each in self._taking() if each.axis is Axis.COLLECTION]
        wanted = list(active)
        wanted += [each for each in ALWAYS if self._totals.takes[each] or not self._totals.takes]
        wanted += sorted(collections, key=self.label) if 1 < len(collections) <= 3 else []
        for gone in self._chips.keys() - set(wanted):
            self._chips.pop(gone).deleteLater()
        for each in dict.fromkeys(wanted):
            chip = self._chips.get(each) or self._add_chip(each)
            count = self._totals.takes[each]
            chip.set_count(shown_count(count) if self._totals.takes else "")
        self._chips = {each: self._chips[each] for each in dict.fromkeys(wanted)}
        self._arrange()

    def _add_chip(self, wanted: PieceFilter) -> Chip:
        name = f"filter_{wanted.axis}_{wanted.value}"
        chip = Chip(self._appearance, self.label(wanted), object_name=name, parent=self.row)
        if wanted.axis is Axis.NEVER:
            why = self._words.say(f"never_why.{wanted.value}")
            chip.setToolTip(why)
            chip.setAccessibleDescription(why)
        chip.toggled.connect(self._toggled)
        self._chips[wanted] = chip
        return chip

    def _toggled(self) -> None:
        self._arrange()
        self.filtered.emit(self.active())

    def _arrange(self) -> None:
        # What is on must be seen first: it is why the tree is short.
        chips = sorted(self._chips.values(), key=lambda chip: not chip.isChecked())
        self.row.set_chips(chips)
