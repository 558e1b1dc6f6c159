"""The templates of papers, read from `resources/documents/`: which blocks there are, and which facts fill them."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

import msgspec

from lunarcurator.documents.model import ColumnKind
from lunarcurator.documents.papers.blocks import CodeKind, PageFormat
from lunarcurator.domain.errors import Refusal
from lunarcurator.file_names import in_order
from lunarcurator.text_files import read_text
from lunarcurator.typed_json import decode

type Worded = str
"""An English text, its gaps named; the catalogue says it in the language of the paper."""

type _Count = Annotated[int, msgspec.Meta(ge=1, le=40)]


class TemplateError(Refusal):
    """A template that cannot be used; the facts `file` and `problem` say which and why."""


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="block", kw_only=True):
    """What all blocks share: `when` names a fact without which the block is left out, `unless` the contrary."""

    when: str = ""
    unless: str = ""


class HeadingPart(_Part, tag="heading", frozen=True):
    """A title within the paper."""

    text: Worded


class FieldPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One field: its label and the fact it tells; without a fact, or with `line`, an empty one is written on.

    What `must` be settled before anybody signs is said to be not yet set where its fact says nothing.
    """

    label: Worded
    fact: str = ""
    line: bool = False
    when: str = ""
    must: bool = False


class FieldsPart(_Part, tag="fields", frozen=True):
    """Fields in columns; `rows` names further ones that bring their own words (label, text, line)."""

    fields: tuple[FieldPart, ...] = ()
    rows: str = ""
    columns: _Count = 2


class ColumnPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One column of a table: the key of its facts in each row, and how they are shown.

    An `optional` one is left out where no row says anything. What `must` be settled before anybody signs is said
    to be not yet set in each row that says nothing. The sum of a `partial` one says on how many rows it is.
    `beside` is the key under which a row says how many pieces without a mass stand beside its figure: the cell
    says so, and the sum is at least so much.
    """

    key: str
    label: Worded
    kind: ColumnKind = ColumnKind.TEXT
    unit: str = ""
    width: _Count = 14
    sum: bool = False
    partial: bool = False
    beside: str = ""
    optional: bool = False
    must: bool = False


class TablePart(_Part, tag="table", frozen=True):
    """A table of the rows called `rows`; `columns_of` names rows (key, label) that are further columns.

    `blank` rows to write in follow, or as many as the fact `blank_of` says.
    """

    columns: tuple[ColumnPart, ...] = ()
    columns_of: str = ""
    rows: str = ""
    blank: Annotated[int, msgspec.Meta(ge=0, le=60)] = 0
    blank_of: str = ""
    empty: Worded = ""
    ruled: bool = False


class TextPart(_Part, tag="text", frozen=True):
    """Running text with facts in braces: "Lent to {borrower}"."""

    text: Worded
    small: bool = False


class SignaturePart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line to sign on; `name` and `day` are facts where they are known beforehand."""

    role: Worded
    name: str = ""
    day: str = ""
    when: str = ""


class SignaturesPart(_Part, tag="signatures", frozen=True):
    """Lines to sign on."""

    lines: tuple[SignaturePart, ...]


class CheckPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A box to tick, ticked already where its fact says anything."""

    label: Worded
    fact: str = ""


class ChecksPart(_Part, tag="checks", frozen=True):
    """Boxes to tick; `rows` names further ones (label, ticked)."""

    label: Worded = ""
    boxes: tuple[CheckPart, ...] = ()
    rows: str = ""
    columns: _Count = 1


class LinesPart(_Part, tag="lines", frozen=True):
    """Empty lines to write on."""

    label: Worded = ""
    count: _Count = 3


class CodePart(_Part, tag="code", frozen=True):
    """A code of a fact, with words beside it."""

    fact: str
    kind: CodeKind = CodeKind.DATA_MATRIX
    caption: Worded = ""


class PicturesPart(_Part, tag="pictures", frozen=True):
    """Pictures kept outside the store: rows of file, sha256, caption, and data where there is any."""

    rows: str


class PagePart(_Part, tag="page", frozen=True):
    """A new page."""


class EachPart(_Part, tag="each", frozen=True):
    """Blocks once for each of the rows called `rows`, whose facts stand before the paper's; see `new_page`."""

    rows: str
    blocks: tuple["Part", ...]
    new_page: bool = False


type Part = (
    HeadingPart | FieldsPart | TablePart | TextPart | SignaturesPart | ChecksPart | LinesPart | CodePart
    | PicturesPart | PagePart | EachPart
)  # fmt: skip


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One paper: what it is of (`subject`), its title, its page and its blocks.

    `headline` stands above a paper in the place of its title, and may name facts.
    """

    format: Literal[1]
    key: str
    subject: str
    title: Worded
    blocks: tuple[Part, ...]
    page: PageFormat = PageFormat.A4
    headline: Worded = ""


def context_of(key: str, *, column: bool = False) -> str:
    """Return under what the catalogue has a text of a template: its own, or that of a column of its tables."""
    return f"documents/{key}/columns" if column else f"documents/{key}"


def load_templates(folder: Path) -> Mapping[str, Template]:
    """Return every template of a folder by key; raises `TemplateError` for one that is not right."""
    found = {path.stem: _read(path) for path in in_order(folder.glob("*.json"))}
    return MappingProxyType(found)


def load_template(folder: Path, key: str) -> Template:
    """Return one template; raises `TemplateError` for one that is not there or not right."""
    path = folder / f"{key}.json"
    known = sorted(each.stem for each in folder.glob("*.json"))
    if key not in known:
        raise TemplateError("paper.unknown", paper=key, known=known)
    return _read(path)


def _read(path: Path) -> Template:
    try:
        template = decode(read_text(path), Template)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TemplateError("paper.template_wrong", file=path.name, problem=str(error)) from error
    if template.key != path.stem:
        raise TemplateError("paper.template_wrong", file=path.name, problem=f"key {template.key}")
    return template
