"""*Find anything*: pieces by any spelling, loans, borrowers, places, and what can be done, in one list."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple, override

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from lunarcurator.desktop.actions import ACTIONS, Needs, words_of
from lunarcurator.desktop.links import Link, Selection, Target
from lunarcurator.desktop.shell.store_view import StoreView
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.cutting import cut_to
from lunarcurator.desktop.theme.fonts import MEDIUM, SEMIBOLD, for_eyes
from lunarcurator.desktop.widgets.announcing import announce
from lunarcurator.desktop.widgets.labels import KeyBox, Label
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.words_folding import fold
from lunarcurator.services.browsing import Browsing
from lunarcurator.services.lending.named import NamedRecord, named_records
from lunarcurator.services.number_meanings import Meaning, meanings_of
from lunarcurator.services.searching import Hit, Searching

MOST_PIECES = 8
_ENTRY = Qt.ItemDataRole.UserRole
_ONE_PIECE = Needs.STORE | Needs.SAMPLE | Needs.SAMPLES | Needs.POST


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: icon, strong words, quiet words after them, words at the right, and what Enter does."""

    icon: str
    lead: str
    rest: str
    right: str
    run: Callable[[], None] | None


class _Found(NamedTuple):
    """What a text found: pieces, and what else has it as code or name."""

    hits: tuple[Hit, ...] = ()
    named: tuple[NamedRecord, ...] = ()
    meanings: tuple[Meaning, ...] = ()


class Palette(QDialog):
    """A field and a list below it; arrows choose, Enter goes, Esc leaves everything as it was."""

    def __init__(self, store_view: StoreView, act: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.setObjectName("palette")
        self.setWindowTitle(self.tr("Find anything"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._store_view, self._act = store_view, act
        look = store_view.context.appearance
        self._searching = Searching(store_view.context.session, Browsing(store_view.context.session))
        self.field = QLineEdit()
        self.field.setObjectName("paletteField")
        self.field.setPlaceholderText(self.tr("A number in any spelling, a name, or what you want to do"))
        self.field.setAccessibleName(self.tr("Find anything"))
        self.field.setFont(look.look.fonts.font(18))
        self.list = QListView()
        self.list.setObjectName("paletteList")
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._model = QStandardItemModel(self.list)
        self.list.setModel(self._model)
        self._delegate = _Lines(look, self.list)
        self.list.setItemDelegate(self._delegate)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(30)
        self._lay_out(look)
        self._pause.timeout.connect(self._ask)
        self.field.textChanged.connect(lambda _text: self._pause.start())
        self.list.clicked.connect(self._run)
        self.field.installEventFilter(self)
        self._show(_Found())

    def _lay_out(self, look: Appearance) -> None:
        px = look.look.metrics.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(8))
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        for keys, words in (("↑ ↓", self.tr("choose")), ("Enter", self.tr("go to")), ("Esc", self.tr("leave"))):
            foot.addWidget(KeyBox(look, keys))
            foot.addWidget(Label(look, words, size=12, colour="text2"))
        foot.addStretch(1)
        foot.addWidget(Label(look, self.tr("Any spelling: 15555-920, 15555.920, ,920"), size=12, colour="text2"))
        column.addLayout(foot)
        self.resize(px(720), px(480))

    def _ask(self) -> None:
        text = self.field.text().strip()
        if not text:
            self._show(_Found())
            return
        place = self._store_view.context

        def look() -> _Found:
            hits = self._searching.search(text, moment=place.moment).hits[:MOST_PIECES]
            named = named_records(place.session, text, place.moment)
            return _Found(hits, named, meanings_of(place.session, text, Moment(seq=place.moment.seq)))

        place.lanes.read(look, self._show, replaces="palette")

    def _show(self, found: "_Found") -> None:
        self._model.clear()
        entries = [*self._pieces(found), *self._records(found.named), *self._doings(found.hits)]
        text = self.field.text().strip()
        if text and not entries:
            sentence = self.tr("No piece or act matches “{text}”; nothing else has exactly this number or name.")
            sentence = sentence.format(text=text)
            entries = [Entry("", sentence, "", "", None)]
            announce(self.field, sentence)
        for entry in entries:
            item = QStandardItem(" ".join(part for part in (entry.lead, entry.rest, entry.right) if part))
            item.setData(entry, _ENTRY)
            item.setEnabled(entry.run is not None)
            self._model.appendRow(item)
        first = next((row for row, entry in enumerate(entries) if entry.run is not None), -1)
        self.list.setCurrentIndex(self._model.index(first, 0))

    def _pieces(self, found: "_Found") -> list[Entry]:
        if not found.hits:
            return []
        heading = Entry("", self.tr("Samples"), "", "", None)
        return [heading, *(self._piece(hit, found.meanings) for hit in found.hits)]

    def _records(self, named: tuple[NamedRecord, ...]) -> list[Entry]:
        """Return what was found beside pieces; what no room shows by itself is told without a way to it."""
        words, entries = self._store_view.context.words, list[Entry]()
        for each in named[:MOST_PIECES]:
            called = words.label(f"subject.{each.kind}")
            if each.shown_by is None:
                entries.append(Entry("", f"{each.name} · {called}", "", "", None))
                continue
            kind, uid = each.shown_by
            icon = "place" if each.kind is Subject.PLACE else "loan"
            go = partial(self._store_view.go, Link(Target(str(kind)), uid))
            entries.append(Entry(icon, each.name, called, "", go))
        heading = Entry("", self.tr("Loans, borrowers and places"), "", "", None)
        return [heading, *entries] if entries else []

    def _piece(self, hit: Hit, meanings: tuple[Meaning, ...]) -> Entry:
        row = hit.row
        form = row.values.get("form")
        words = self._store_view.context.words
        # Where what is typed has meant several pieces, each row says when it meant that one.
        told = [each.told(words) for each in meanings if each.uid == row.uid]
        told += [words.label(f"form.{form}")] if form else []
        told += [" › ".join(row.place)] if row.place else []
        unit = self._store_view.context.units.of(str(row.values.get("mission") or ""))
        mass = row.own_mass.shown(unit) if row.own_mass else ""
        lead = f"{row.number}  {hit.found_as}" if hit.found_as else row.number
        return Entry(
            "sample",
            lead,
            ", ".join(told),
            mass,
            lambda: self._store_view.go(Link(Target.SAMPLE, row.uid)),
        )

    def _doings(self, hits: tuple[Hit, ...]) -> list[Entry]:
        typed = fold(self.field.text())
        has_piece = bool(hits)
        found = []
        for key, action in ACTIONS.items():
            words = words_of(action)
            matches = typed and all(part in fold(words) for part in typed.split())
            on_piece = has_piece and bool(action.needs & Needs.SAMPLE)
            enabled = self._store_view.frame.actions_by_key[key].isEnabled()
            if on_piece and self._store_view.context.may_post:
                number = hits[0].row.number
                found.append(
                    Entry(action.icon, words.rstrip("…"), number + "…", action.keys, self._doer(key, hits[0]))
                )
            elif matches and enabled and key != "palette":
                found.append(Entry(action.icon, words, "", action.keys, self._doer(key, None)))
        return [Entry("", self.tr("Do"), "", "", None), *found] if found else []

    def _doer(self, key: str, hit: Hit | None) -> Callable[[], None]:
        def do() -> None:
            if hit is not None:
                self._store_view.selection = Selection(samples=(hit.row.uid,))
            self._act(key)

        return do

    def _run(self, index: QModelIndex) -> None:
        entry = index.data(_ENTRY)
        if entry is not None and entry.run is not None:
            self.accept()
            entry.run()

    def _step(self, by: int) -> None:
        rows = self._model.rowCount()
        at = self.list.currentIndex().row()
        for _ in range(rows):
            at = (at + by) % rows
            if self._model.item(at).isEnabled():
                self.list.setCurrentIndex(self._model.index(at, 0))
                return

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up} and self._model.rowCount():
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._run(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)


class _Lines(QStyledItemDelegate):
    """Paints headings and entries of the palette from what they carry."""

    def __init__(self, appearance: Appearance, view: QListView) -> None:
        super().__init__(view)
        self._appearance = appearance
        self._list = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # type: ignore[override]
        return QSize(200, self._appearance.look.metrics.px(34))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        look, entry = self._appearance.look, index.data(_ENTRY)
        px, rect = look.metrics.px, option.rect
        chosen = index.row() == self._list.currentIndex().row() and entry.run is not None
        painter.save()
        if chosen:
            painter.fillRect(rect, look.ink("selection"))
        left = rect.left() + px(12)
        middle = Qt.AlignmentFlag.AlignVCenter
        if entry.run is None:
            painter.setFont(look.fonts.font(12, SEMIBOLD))
            painter.setPen(look.ink("text2"))
            line = rect.adjusted(px(12), 0, -px(12), 0)
            painter.drawText(line, middle, cut_to(painter.fontMetrics(), entry.lead, line.width()))
        else:
            strong = "selection_text" if chosen and look.inverts else "text"
            quiet = strong if chosen else "text2"
            if entry.icon:
                box = rect.adjusted(px(12), 0, 0, 0)
                box.setWidth(px(18))
                look.icons.paint(painter, box, entry.icon, quiet, look.metrics.icon)
            left += px(28)
            painter.setFont(look.fonts.font(13, MEDIUM))
            painter.setPen(look.ink(strong))
            lead = for_eyes(entry.lead)
            painter.drawText(rect.adjusted(left - rect.left(), 0, 0, 0), middle, lead)
            left += painter.fontMetrics().horizontalAdvance(lead) + px(10)
            painter.setFont(look.fonts.font(12))
            painter.setPen(look.ink(quiet))
            right = for_eyes(entry.right)
            room = rect.right() - px(12) - painter.fontMetrics().horizontalAdvance(right) - left - px(8)
            rest = cut_to(painter.fontMetrics(), entry.rest, room)
            painter.drawText(rect.adjusted(left - rect.left(), 0, 0, 0), middle, rest)
            painter.drawText(rect.adjusted(0, 0, -px(12), 0), middle | Qt.AlignmentFlag.AlignRight, right)
        painter.restore()


def open_palette(store_view: StoreView, act: Callable[[str], None], parent: QWidget) -> Palette:
    """Open the palette over the window."""
    palette = Palette(store_view, act, parent)
    palette.open()
    palette.field.setFocus()
    return palette
