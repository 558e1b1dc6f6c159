"""Export to edit: pieces go out as a workbook whose keys are locked and whose words can be chosen."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import batched
from pathlib import Path
from typing import Any, Final

from lunarcurator.documents.edit_book import EditBook, EditColumn, EditValue
from lunarcurator.documents.rendering import UnknownFormatError
from lunarcurator.domain.days import show_day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW
from lunarcurator.exchange.new_file import new_file
from lunarcurator.services.exporting.scoping import pieces_of
from lunarcurator.services.exporting.wanted import Scope
from lunarcurator.services.importing.columns.terms import Terms
from lunarcurator.services.places import Places
from lunarcurator.services.roundtrip.columns import (
    EDITABLE_BY_SHEET,
    LINE,
    NUMBER,
    SHOWN,
    UID,
    USUAL,
    SheetWords,
    cell_of,
    shown_of,
)
from lunarcurator.services.roundtrip.stamp import NotOurWorkbook, Stamp
from lunarcurator.services.roundtrip.workbook_author import (
    BORROWERS_USUAL,
    BORROWERS_WORD,
    WorkbookAuthor,
    author_of,
)
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads.rows import PieceRow, piece_rows

_CHUNK: Final = 400
_SUFFIX: Final = ".xlsx"
_RULES: Final = ("open", "mass", "place", "rows")
_BORROWERS_RULES: Final = ("open", "reported", "kept", "rows")
_KEY: Final = EditColumn(UID, UID, 34, hidden=True)


def sheet_words(session: StoreSession, words: Words) -> SheetWords:
    """Return what cells of this store are worded with, in the language of the words."""
    vocabularies = session.lab.vocabularies
    forms = {key: words.label(form.label_key) for key, form in vocabularies.forms.items()}
    return SheetWords(words, Terms(vocabularies), forms)


def export_to_edit(
    session: StoreSession,
    words: Words,
    path: Path,
    scope: Scope | None = None,
    columns: Sequence[str] | None = None,
    *,
    borrower: Uid | None = None,
    who: str = "",
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> int:
    """Write pieces as they are now as a workbook to edit, whole or not at all; return how many rows it has.

    With a `borrower` it is made for that person: the pieces of the scope held there, and what can be said of them.
    Raises `UnknownFormatError` for another ending than .xlsx, `NotOurWorkbook` for a column that cannot be edited.
    """
    if path.suffix.lower() != _SUFFIX:
        raise UnknownFormatError("roundtrip.only_xlsx", suffix=path.suffix)
    usual, known = (USUAL, EDITABLE_BY_SHEET) if borrower is None else (BORROWERS_USUAL, BORROWERS_WORD)
    keys = tuple(dict.fromkeys(columns if columns is not None else usual))
    unknown = [key for key in keys if key not in known]
    if unknown or not keys:
        raise NotOurWorkbook("roundtrip.no_such_column", columns=unknown, known=list(known))
    worded = sheet_words(session, words)
    # No start of the window needs the library of workbooks.
    from lunarcurator.documents.edit_workbook import render_edit_book

    written = 0

    def tell(done: int) -> None:
        nonlocal written
        written = done
        progress(done, max(len(ids), done))

    with session.database.snapshot() as connection, new_file(path) as stream:
        author = author_of(session, connection, borrower) if borrower else None
        ids = pieces_of(session, connection, _within(scope or Scope(), author), NOW)
        columns_told = _columns(session, worded, keys, author)
        book = _book(session, worded, columns_told, _rows(connection, ids, keys, worded, author), who, author)
        render_edit_book(book, stream, progress=tell, should_stop=should_stop)
    return written


def _within(scope: Scope, author: WorkbookAuthor | None) -> Scope:
    """Return a scope narrowed to what a borrower holds; one who holds nothing has an empty workbook."""
    if author is None:
        return scope
    wanted = None if scope.pieces is None else set(scope.pieces)
    held = tuple(each for each in author.lines if wanted is None or each in wanted)
    return replace(scope, pieces=held)


def _columns(
    session: StoreSession, words: SheetWords, keys: Sequence[str], author: WorkbookAuthor | None
) -> tuple[EditColumn, ...]:
    tree = Places(session).tree(NOW)
    places = tuple(sorted({tree.path(id_) for id_, node in tree.nodes.items() if not node.retired}))
    told = (NUMBER, *SHOWN) if author is None else (NUMBER, LINE, *SHOWN)
    locked = (EditColumn(key, words.header(key), 18) for key in told)
    return (_KEY, *locked, *(words.column(key, places) for key in keys))


def _rows(
    connection: Any, ids: Sequence[int], keys: Sequence[str], words: SheetWords, author: WorkbookAuthor | None
) -> Iterator[tuple[EditValue, ...]]:
    for some in batched(ids, _CHUNK):
        found = piece_rows(connection, some)
        yield from (_row(found[id_], keys, words, author) for id_ in some if id_ in found)


def _row(
    row: PieceRow, keys: Sequence[str], words: SheetWords, author: WorkbookAuthor | None
) -> tuple[EditValue, ...]:
    line = () if author is None else (author.lines[row.uid].code,)
    told = (shown_of(row, key, words) for key in SHOWN)
    return (str(row.uid), row.number, *line, *told, *(cell_of(row, key, words) for key in keys))


def _book(
    session: StoreSession,
    words: SheetWords,
    columns: tuple[EditColumn, ...],
    rows: Iterator[tuple[EditValue, ...]],
    who: str,
    author: WorkbookAuthor | None,
) -> EditBook:
    say, head = words.words.say, session.head()
    headers = {column.key: column.header for column in columns}
    borrower = author.person if author else None
    stamp = Stamp(session.store_id, head.seq, words.words.language, headers, borrower)
    rules = _RULES if author is None else _BORROWERS_RULES
    explained = (
        (say("roundtrip.about"), say("roundtrip.about_borrower" if author else "roundtrip.about_text")),
        (say("about.store"), session.path.name),
        (say("about.as_of"), show_day(session.today)),
        (say("about.sequence"), str(head.seq)),
        (say("about.digest"), head.chain),
        *(((say("about.who"), who),) if who else ()),
        *(((say("roundtrip.for_whom"), _named(author)),) if author else ()),
        *((say(f"roundtrip_rule.{key}"), say(f"roundtrip_told.{key}")) for key in rules),
    )
    return EditBook(
        sheet=say("roundtrip.sheet"),
        columns=columns,
        rows=rows,
        about=say("document.about"),
        explained=explained,
        stamp=stamp.told(),
        choose=say("roundtrip.choose"),
        cut=say("document.cut"),
        stamp_format=stamp.mark,
    )


def _named(author: WorkbookAuthor) -> str:
    return f"{author.name} · {author.institution}" if author.institution else author.name
