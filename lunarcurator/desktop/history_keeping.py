"""How far the entering of a history has come: kept while it goes on, and found when the program starts again."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Final

import msgspec
from PySide6.QtCore import QObject

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.drafting import Drafting
from lunarcurator.desktop.history import History
from lunarcurator.services.drafts import Draft, Drafts
from lunarcurator.typed_json import convert

_KIND: Final = "history"


class HistoryKeeping(QObject):
    """Keeps the day reached, the paper and its sheet; ended by somebody, nothing is left of it."""

    def __init__(self, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._drafting = Drafting(context.lanes, Drafts(context.session), _KIND, "", self._content, self)
        context.history_changed.connect(self._changed)

    def close_down(self) -> None:
        """Keep at once what was not kept yet, because the store is closed."""
        self._drafting.close()

    def _changed(self, history: History | None) -> None:
        self._drafting.there = True
        self._drafting.follow(empty=history is None)

    def _content(self) -> Mapping[str, object]:
        history = self._context.history
        return asdict(history) if history is not None else {}


def ask_left(context: AppContext, arrived: Callable[[History, int], None]) -> None:
    """Tell which history was left, and when it was kept, in us; nothing where none was, or nobody can go on."""
    drafts = Drafts(context.session)

    def came(draft: Draft | None) -> None:
        history = _history_in(draft) if draft is not None else None
        if draft is not None and history is not None:
            arrived(history, draft.kept_us)

    if not context.session.read_only:
        context.lanes.read(lambda: drafts.find(_KIND, ""), came, replaces="historyLeft")


def drop_left(context: AppContext) -> None:
    """Drop what was left, because nobody goes on with it."""
    drafts = Drafts(context.session)
    context.lanes.write(lambda _ticket: drafts.drop(_KIND, ""), lambda _none: None)


def _history_in(draft: Draft) -> History | None:
    try:
        return convert(dict(draft.content), History)
    except msgspec.ValidationError:
        return None
