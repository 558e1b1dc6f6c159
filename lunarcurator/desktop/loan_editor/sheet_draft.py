"""The draft of a return sheet: its rows, its head and the reasons given, kept while one works and found again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from PySide6.QtCore import QObject, Signal

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.drafting import Drafting, list_in, texts_in
from lunarcurator.desktop.dialogs.form.subjects import subject_of
from lunarcurator.desktop.dialogs.loans.typed_masses import TypedMasses
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.loan_editor.return_rows import fate_words
from lunarcurator.desktop.mass_units import UNITS
from lunarcurator.domain.identity import Uid
from lunarcurator.services.drafts import Draft, Drafts
from lunarcurator.services.lending.returning import SheetLine, sheet_lines
from lunarcurator.services.lending.scanned_home import Scanned, place_names, scanned_home
from lunarcurator.services.store_session import StoreSession

_KIND: Final = "return_sheet"
_MASSES: Final = ("stated", "reading")

type Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class LeftSheet:
    """A sheet as it was left: its rows in the unit shown now, and what the store says of their lines today."""

    rows: list[dict[str, str]]
    lines: tuple[SheetLine, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    scanned: tuple[Scanned, ...] = ()
    head: Mapping[str, str] = field(default_factory=dict)
    content: Mapping[str, object] = field(default_factory=dict)
    kept_us: int = 0

    @property
    def known(self) -> dict[str, SheetLine]:
        """The lines that are out, by their codes."""
        return {each.line.code: each for each in self.lines}

    @classmethod
    def read(cls, session: StoreSession, draft: Draft, masses: TypedMasses) -> Self:
        """Read what a draft says; lines that came back since are among `scanned` as not out."""
        rows = _rows(draft.content, masses)
        told = scanned_home(session, [row.get("line") or row.get("name") or "" for row in rows])
        lines = sheet_lines(session, [each.line for each in told if each.line is not None])
        places = place_names(session, [row.place for line in lines for row in line.rows if row.place])
        return cls(rows, lines, places, told, texts_in(draft.content.get("head")), draft.content, draft.kept_us)


class SheetKeeping(QObject):
    """Keeps the sheet in front, one for each choice of lines it was begun with; `kept` tells when, in us."""

    kept = Signal(object)

    def __init__(self, context: AppContext, content: Callable[[], Mapping[str, object]], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._content = context, content
        self._drafting: Drafting | None = None

    def begin(
        self, lines: Sequence[Uid], masses: TypedMasses, arrived: Callable[[LeftSheet | None], None]
    ) -> None:
        """Go to the sheet of these lines; `arrived` is told how it was left, or None."""
        session, subject = self._context.session, subject_of(Selection(lines=tuple(lines)))
        drafts = Drafts(session)
        self._drafting = Drafting(self._context.lanes, drafts, _KIND, subject, self._content, self)
        self._drafting.kept.connect(self.kept)

        def work() -> LeftSheet | None:
            draft = drafts.find(_KIND, subject)
            return LeftSheet.read(session, draft, masses) if draft is not None else None

        def came(left: LeftSheet | None) -> None:
            if left is not None and self._drafting is not None:
                self._drafting.there = True
            arrived(left)

        self._context.lanes.read(work, came, replaces="returnSheet.draft")

    def follow(self, *, empty: bool) -> None:
        """Keep the sheet soon, or drop its draft where nothing of it is left."""
        if self._drafting is not None:
            self._drafting.follow(empty=empty)

    def drop(self) -> None:
        """Drop the draft: it was posted, or somebody discarded it."""
        if self._drafting is not None:
            self._drafting.drop()

    def leave(self) -> None:
        """Keep what was not kept yet, because another sheet comes."""
        if self._drafting is not None:
            self._drafting.keep_now()
            self._drafting = None

    def close_down(self) -> None:
        """Keep the sheet at once and nothing more after, because the store is closed."""
        drafting, self._drafting = self._drafting, None
        if drafting is not None:
            drafting.close()


def kept_rows(rows: Rows) -> list[dict[str, str]]:
    """Return rows as a draft keeps them: fates by their keys, for another language may read them."""
    keys = {words.casefold(): key for key, words in fate_words().items()}
    return [{**row, "fate": keys.get(row["fate"].strip().casefold(), row["fate"])} for row in rows]


def _rows(content: Mapping[str, object], masses: TypedMasses) -> list[dict[str, str]]:
    # Until a draft kept its unit, a plain number on a sheet was in milligrams.
    told = str(content.get("unit") or "")
    words, unit = fate_words(), told if told in UNITS else "mg"
    rows = [texts_in(each) for each in list_in(content.get("rows"))]
    for row in rows:
        row["fate"] = words.get(row.get("fate", ""), row.get("fate", ""))
        for key in _MASSES:
            row[key] = masses.in_unit(row.get(key, ""), unit)
    return rows
