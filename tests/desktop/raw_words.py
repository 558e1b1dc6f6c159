"""What a window says, and what of it are codes of the program that nobody put into words."""

import re
from collections.abc import Iterator
from functools import cache

from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.catalogue import catalogue_of
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

_KEY = re.compile(r"\b[a-z]+(?:_[a-z]+)*(?:\.[a-z0-9_]+)+\b")
_PART = re.compile('[：:·→›“”"\n]+|\\s{2,}')
_ROWS = 60


def raw(window: QWidget, language: str, typed: frozenset[str] = frozenset()) -> list[str]:
    """Return what somebody reads or hears in a window that is a key, or the code of a term, and no word.

    What somebody `typed` into a record may look like one.
    """
    keys, codes = _known()
    found = []
    for text in dict.fromkeys(said(window)):
        told = [each for each in _KEY.findall(text) if each in keys]
        # In English a code of one word may be its own word; one of two never is.
        told += [
            part.strip()
            for part in _PART.split(text)
            if part.strip() in codes - typed and ("_" in part or language != "en")
        ]
        found += [f"{each} in “{text}”" for each in told]
    return found


def said(window: QWidget) -> Iterator[str]:
    """Yield every text of a window: what stands there, and what screen readers and tool tips tell."""
    for each in window.findChildren(QWidget):
        if not each.isVisible() or each.window() is not window.window():
            continue
        yield from filter(None, (each.accessibleName(), each.accessibleDescription(), each.toolTip()))
        yield from _shown(each)


def _shown(each: QWidget) -> Iterator[str]:
    match each:
        case QLabel() | QAbstractButton():
            yield each.text()
        case QLineEdit():
            yield from (each.text(), each.placeholderText())
        case QPlainTextEdit():
            yield each.toPlainText()
        case QComboBox():
            yield from (each.itemText(at) for at in range(each.count()))
        case QTabBar():
            yield from (each.tabText(at) for at in range(each.count()))
        case QAbstractItemView() if each.model() is not None:
            yield from _in_rows(each, QModelIndex(), 0)
        case _:
            pass


def _in_rows(view: QAbstractItemView, parent: QModelIndex, depth: int) -> Iterator[str]:
    model = view.model()
    # Qt lets nobody ask a list how many columns it has.
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount(parent))
    heads = (model.headerData(at, Qt.Orientation.Horizontal) for at in columns)
    yield from (str(head) for head in heads if head is not None)
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
    for row in range(min(model.rowCount(parent), _ROWS)):
        for column in columns:
            told = (model.index(row, column, parent).data(role) for role in roles)
            yield from (each for each in told if isinstance(each, str))
        if depth < 4:
            yield from _in_rows(view, model.index(row, 0, parent), depth + 1)


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    """All keys there are, and the codes of terms that sentences put into words."""
    table = catalogue_of("en", resources_folder() / "languages").sentences
    areas = {area for sentence in table.values() for area in re.findall(r":word:([a-z_]+)", sentence)}
    codes = {key.partition(".")[2] for key in table if key.partition(".")[0] in areas}
    return frozenset(table), frozenset(each for each in codes if re.fullmatch(r"[a-z_]{3,}", each))
