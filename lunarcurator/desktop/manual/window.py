"""The manual in a window of its own: search and contents at the left, the page at the right."""

from typing import Final, override

from PySide6.QtCore import QByteArray, QModelIndex, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from lunarcurator.desktop.manual.pages import PageView
from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.buttons import IconButton
from lunarcurator.desktop.widgets.grounds import Ground, Rule
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.screen_room import room_on
from lunarcurator.services.manual import Manual, Place, find

_PLACE: Final = Qt.ItemDataRole.UserRole + 1
_GEOMETRY: Final = "manual.geometry"


class ManualWindow(QWidget):
    """Opens a page at a section, goes back and forward, and finds words; it can stand beside any dialog."""

    def __init__(self, appearance: Appearance, memory: Memory, manual: Manual) -> None:
        # Without a parent it is no part of the window's hierarchy: an open dialog does not lock it.
        super().__init__(None, Qt.WindowType.Window)
        self._appearance, self._memory, self._manual = appearance, memory, manual
        self._before: list[Place] = []
        self._after: list[Place] = []
        self.place = Place("")
        self.setObjectName("manualWindow")
        self.setWindowTitle(self.tr("Manual – Lunar Curator"))
        self.page = PageView(appearance, self)
        self.page.followed.connect(self.show_place)
        self.search = QLineEdit()
        self.search.setObjectName("manualSearch")
        self.search.setAccessibleName(self.tr("Search in the manual"))
        self.search.setPlaceholderText(self.tr("Search in the manual"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._first_hit)
        self.contents = self._list("manualContents", self.tr("Contents"))
        self.hits = self._list("manualHits", self.tr("Found in the manual"))
        self.found = Label(appearance, "", size=12, colour="text2", object_name="manualFound")
        self.left = QStackedWidget()
        self._lay_out()
        self._keys()
        self._fill_contents()
        self.search.setFocus()
        kept = memory.get(_GEOMETRY)
        if not (kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
            px = appearance.look.metrics.px
            self.resize(QSize(px(980), px(680)).boundedTo(room_on(self.screen())))

    def show_place(self, place: Place) -> None:
        """Show a place and remember the one before; one that is not in the manual shows the contents."""
        if not self._manual.holds(place):
            place = Place(next(iter(self._manual.pages)))
        if place != self.place:
            if self.place.page:
                self._before.append(self.place)
            self._after.clear()
        self._show(place)

    def go_back(self) -> None:
        """Show the place before."""
        if self._before:
            self._after.append(self.place)
            self._show(self._before.pop())

    def go_forward(self) -> None:
        """Show the place *Back* came from."""
        if self._after:
            self._before.append(self.place)
            self._show(self._after.pop())

    def _show(self, place: Place) -> None:
        self.place = place
        self.page.show_page(self._manual.pages[place.page], place.anchor)
        self.back.setEnabled(bool(self._before))
        self.forward.setEnabled(bool(self._after))
        model = self.contents.model()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            if index.data(_PLACE) == place.page:
                self.contents.setCurrentIndex(index)

    def _lay_out(self) -> None:
        px = self._appearance.look.metrics.px
        self.back = IconButton("previous", self.tr("Back"), object_name="manualBack")
        self.forward = IconButton("next", self.tr("Forward"), object_name="manualForward")
        self.home = IconButton("home", self.tr("Contents"), object_name="manualHome")
        self.back.clicked.connect(self.go_back)
        self.forward.clicked.connect(self.go_forward)
        self.home.clicked.connect(lambda: self.show_place(Place(next(iter(self._manual.pages)))))
        bar = Ground(self._appearance, "rail")
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(12), px(7), px(12), px(7))
        for each in (self.back, self.forward, self.home):
            row.addWidget(each)
        row.addWidget(self.search, 1)
        side = Ground(self._appearance, "window")
        column = QVBoxLayout(side)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.addWidget(self.found)
        self.left.addWidget(self.contents)
        self.left.addWidget(self.hits)
        column.addWidget(self.left, 1)
        self.found.hide()
        panes = QSplitter()
        panes.setHandleWidth(1)
        panes.addWidget(side)
        panes.addWidget(self.page)
        panes.setStretchFactor(1, 1)
        panes.setSizes([px(260), px(720)])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for part in (bar, Rule(self._appearance), panes):
            whole.addWidget(part, 1 if part is panes else 0)

    def _keys(self) -> None:
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Back), self.go_back),
            (QKeySequence(QKeySequence.StandardKey.Forward), self.go_forward),
            (QKeySequence("Ctrl+F"), self.search.setFocus),
            (QKeySequence("Esc"), self._step_back),
        ):
            QShortcut(keys, self, act)

    def _list(self, name: str, caption: str) -> QListView:
        view = QListView()
        view.setObjectName(name)
        view.setAccessibleName(caption)
        view.setModel(QStandardItemModel(view))
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setFrameShape(QListView.Shape.NoFrame)
        view.setWordWrap(True)
        view.setSpacing(1)
        view.setTextElideMode(Qt.TextElideMode.ElideNone)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.clicked.connect(self._chosen)
        view.activated.connect(self._chosen)
        return view

    def _fill_contents(self) -> None:
        model = self.contents.model()
        for page in self._manual.pages.values():
            _add(model, page.title, page.key)

    def _chosen(self, index: QModelIndex) -> None:
        self.show_place(Place.read(index.data(_PLACE)))

    def _find(self, text: str) -> None:
        model = self.hits.model()
        model.removeRows(0, model.rowCount())
        found = find(self._manual, text)
        for hit in found:
            _add(model, f"{hit.title}\n{hit.excerpt}", f"{hit.place.page}#{hit.place.anchor}")
        asked = bool(text.strip())
        self.left.setCurrentWidget(self.hits if asked else self.contents)
        told = counted("ManualWindow", "{count} found", "{count} found", len(found))
        self.found.setText(told if found else self.tr("Nothing has all these words."))
        self.found.setVisible(asked)

    def _first_hit(self) -> None:
        model = self.hits.model()
        if self.search.text().strip() and model.rowCount():
            self.hits.setCurrentIndex(model.index(0, 0))
            self._chosen(model.index(0, 0))

    def _step_back(self) -> None:
        if self.search.text():
            self.search.clear()
        else:
            self.close()

    @override
    def closeEvent(self, event: object) -> None:
        self._memory.put(_GEOMETRY, bytes(self.saveGeometry().toBase64().data()).decode())
        super().closeEvent(event)  # type: ignore[arg-type]


def _add(model: object, text: str, place: str) -> None:
    assert isinstance(model, QStandardItemModel)  # noqa: S101
    entry = QStandardItem(text)
    entry.setData(place, _PLACE)
    model.appendRow(entry)
