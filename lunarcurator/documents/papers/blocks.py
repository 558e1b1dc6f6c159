"""A paper as blocks on a page, all words said already, before anybody decides how it is put before people."""

from dataclasses import dataclass
from enum import StrEnum

from lunarcurator.documents.model import Column, Value


class PageFormat(StrEnum):
    """The sheets papers are made for."""

    A4 = "a4"
    A4_LANDSCAPE = "a4_landscape"
    LETTER = "letter"
    LETTER_LANDSCAPE = "letter_landscape"


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows, on the page it follows on."""

    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a grid: what it is, and what it says; an empty one is a line to write on if `line` is set."""

    label: str
    text: str
    line: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields side by side in so many columns, read row by row."""

    entries: tuple[Entry, ...]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows with a foot of sums; `blank` rows to write in follow, `empty` is said where nothing does.

    `ruled` draws every cell, as forms that are written on have it.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: tuple[Value, ...] = ()
    blank: int = 0
    empty: str = ""
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Running text; a line feed begins a paragraph. `small` is for terms and notes."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on: what the signing person is there, the name and day as far as they are known."""

    role: str
    name: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, two beside each other."""

    lines: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A box to tick and what ticking it says."""

    label: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Checks:
    """Boxes to tick, in so many columns, under what they are asked for."""

    label: str
    boxes: tuple[Check, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Lines:
    """Empty lines to write on, under what belongs there."""

    label: str
    count: int


class CodeKind(StrEnum):
    """The codes that scanners read."""

    DATA_MATRIX = "data_matrix"
    QR = "qr"


@dataclass(frozen=True, slots=True)
class Code:
    """A code that says `text`, as rows of dark and light modules without a quiet zone, with words beside it."""

    kind: CodeKind
    text: str
    caption: str
    modules: tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture kept outside the store: its file, its checksum in hex, and what it shows.

    `data` is the file's content, empty where only the reference is known.
    """

    file: str
    sha256: str
    caption: str
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


type Block = (
    Heading | Fields | Table | Text | Signatures | Checks | Lines | Code | Picture | PageBreak
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of every page: of which store, as of which entry and day, and when printed.

    `digest` is the journal's head at that entry, in hex. `printed` is the clock, which stands nowhere else.
    """

    store: str
    sequence: int
    day: str
    digest: str
    printed: str


@dataclass(frozen=True, slots=True)
class PaperWords:
    """The words a renderer needs of its own; `page` holds `{page}` and `{pages}` where the numbers go.

    `not_set` stands where something that has to be settled before anybody signs is not. `at_least` words a sum
    that lacks what has no figure, with `{sum}` and `{count}`; `unknown` stands for one that lacks all.
    `on_lines` words one that is of `{count}` of `{all}` lines. `and_unweighed` words a `{mass}` beside which
    `{count}` pieces have none, `came_unweighed` those alone.
    """

    record: str
    page: str
    foot: str
    printed: str
    name: str
    day: str
    signature: str
    cut: str
    checksum: str
    not_set: str
    at_least: str
    on_lines: str
    unknown: str
    and_unweighed: str = "{mass} + {count}"
    came_unweighed: str = "{count}"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: its title, the number of the record it is of, its blocks, and its foot.

    `warnings` are told to whoever prints it.
    """

    key: str
    title: str
    record: str
    blocks: tuple[Block, ...]
    foot: Foot
    words: PaperWords
    page: PageFormat = PageFormat.A4
    organisation: str = ""
    warnings: tuple[str, ...] = ()
