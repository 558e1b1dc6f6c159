"""Rows of words between the records of a sheet: what the records come to, a title."""

import re
from typing import Final, NamedTuple

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.row_words import is_figure, is_unit

TOTAL: Final = "total"
"""A row that begins with a word for a sum."""
TITLE: Final = "title"
"""A row of one cell of words, as a title of the rows below it or a note."""
NOTE: Final = "note"
"""A row that explains the columns."""
SIGNED: Final = "signed"
"""A row for names and signatures, as forms have them below their table."""

_LONGEST: Final = 120
_SIGNS: Final = " *-–—.:=#~_<>[]"
_PLAIN: Final = (
    r"(?:grand |sub-?)?totals?|sum|summe|gesamt|somme|suma|summa|totale|итого|всего|"
    r"合计|总计|共计|小计|合計|總計|小計|総計"
)
# The whole of what stands there is a sum, whatever stands beside it.
_ALONE: Final = re.compile(rf"(?:{_PLAIN})(?:\s*[:=(（：].*)?", re.IGNORECASE)
# Nothing else begins with such a word.
_SURELY: Final = re.compile(
    r"(?:(?:sub[- ]?total[es]?|grand[- ]total|sous[- ]total|sub[- ]?sum|total (?:général|general|geral)|"
    r"zwischensumme|gesamtsumme|endsumme|teilsumme|totale (?:parziale|generale)|mezisoučet|delsumma|"
    r"подытог|промежуточный итог|итого)(?!\w)|合计|总计|共计|小计|合計|總計|小計|総計)",
    re.IGNORECASE,
)
# A thing may be called Total Eclipse, so figures alone stand beside such a word.
_LIKELY: Final = re.compile(r"(?:totals?|totale|sum|summe|gesamt|somme|suma|summa|всего)(?!\w)", re.IGNORECASE)
# Spreadsheet programs put what the rows have in common before the word: "15555 Total".
_BEHIND: Final = re.compile(
    r"\S.*\s(?:(?:sub-?)?total|sum|ergebnis|teilergebnis|summe|somme|totale|suma|итог|汇总|小计|合计|集計|小計)",
    re.IGNORECASE,
)
_SIGNED: Final = re.compile(
    r"(?:(?:name|signature|signed|date|curator|borrower|lender|witness|prepared by|checked by|approved by|"
    r"received by|issued by|released by|returned by|reviewed by|authori[sz]ed by|unterschrift|datum|geprüft|"
    r"erstellt|empfänger|nom|signé|vérifié|responsable|подпись|дата|составил|проверил|утвердил|выдал|принял)"
    r"(?!\w)|制表|填表|审核|审批|批准|经办|负责人|签字|签名|签收|领取人|日期|署名|日付|担当|承認)[^:：\d]{0,30}(?:[:：]|_{3})",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(r"[~<>≈]?\s*\d[\d\s.,]*\s*[^\W\d_]{1,12}\.?")
_ROWS_TOLD: Final = re.compile(r"\(\d+ rows?\)", re.IGNORECASE)
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
# A word of letters alone; what is one only with digits may be a number somebody mistyped.
_WORD: Final = re.compile(r"(?<![^\W_])[^\W\d_]{2,}(?![^\W_])")
# The number of a page, as a foot of it has it: - 2 -.
_PAGE: Final = re.compile(r"[-–—]\s*\d{1,4}\s*[-–—]")
_SIGN: Final = re.compile("[\u3400-\u9fff]")


class Spoken(NamedTuple):
    """A row that seems to be no record, and why: `TOTAL`, `TITLE`, `NOTE` or `SIGNED`."""

    row: Row
    why: str


def has_word(leading: str) -> bool:
    """Tell whether there are two letters side by side: no sum or title is told with fewer."""
    return bool(_LETTERS.search(leading))


def is_total(leading: str) -> bool:
    """Tell whether the first words of a row are only those of a sum."""
    return len(leading) <= _LONGEST and bool(_ALONE.fullmatch(leading.strip(_SIGNS)))


def spoken(row: Row, leading: str, *, alone: bool) -> str:
    """Return why a row that begins with these words seems to be no record, empty where it may well be one."""
    if len(leading) <= _LONGEST:
        words = leading.strip(_SIGNS)
        figures = row.cells[_behind(row) :]
        if _SURELY.match(words) or (_LIKELY.match(words) and all(map(_is_measure, figures))):
            return TOTAL
        if _BEHIND.fullmatch(words) and any(figures) and all(map(_is_measure, figures)):
            return TOTAL
        if not alone and _SIGNED.match(leading.strip()):
            return SIGNED
    return TITLE if alone and _is_title(leading) else ""


def _behind(row: Row) -> int:
    return next(at for at, cell in enumerate(row.cells, start=1) if cell is not None)


def _is_measure(cell: Cell) -> bool:
    if not isinstance(cell, str) or not (text := cell.strip()):
        return True
    return is_figure(text) or is_unit(text) or bool(_COUNTED.fullmatch(text))


def _is_title(leading: str) -> bool:
    first, *_ = leading.split() or [""]
    if _PAGE.fullmatch(leading.strip()) or _ROWS_TOLD.fullmatch(leading.strip()):
        return True
    if _SIGN.search(first):
        # A word of one sign needs no blank before a figure: 柜3.
        return True
    return bool(_WORD.search(leading)) and not any(sign.isdigit() for sign in first)
