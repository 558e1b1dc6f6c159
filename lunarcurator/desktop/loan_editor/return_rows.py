"""The rows of a return sheet: what came back, what was used up or lost, and what stays out, line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.loans.typed_masses import TypedMasses
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.domain.identity import PlaceRef
from lunarcurator.domain.lending.sub_samples import same_name
from lunarcurator.domain.operations.accounting import CameBack
from lunarcurator.domain.words_folding import number_key, unquoted
from lunarcurator.services.lending.returning import Filled, SheetLine, SheetRow, missing_ug

BACK, USED, LOST, KEPT, ACCEPTED = "back", "used", "lost", "kept", "accepted"
FATES: Final = (BACK, USED, LOST, KEPT, ACCEPTED)
"""`ACCEPTED` is no mass: it says that what does not balance on the line is taken as a difference (R7)."""

WHY_THERE: Final = "place_why"
"""The column for why a piece goes to another place than usual; it is there where that is asked."""
WHY_UNSCANNED: Final = "unscanned_why"
"""The column for why a piece is taken back without a scan; it is there where that is asked."""
UNSCANNED: Final = "unscanned"
"""What a row says that was not scanned, where others of its sheet were: no column shows it."""

type Row = Mapping[str, str]


def said(text: object) -> str:
    """Return words of the sheet in the window's language."""
    return QCoreApplication.translate("ReturnSheetRows", str(text))


def fate_words() -> dict[str, str]:
    """Return what can become of a piece, in words."""
    return {
        BACK: said(QT_TRANSLATE_NOOP("ReturnSheetRows", "Came back")),
        USED: said(QT_TRANSLATE_NOOP("ReturnSheetRows", "Used up")),
        LOST: said(QT_TRANSLATE_NOOP("ReturnSheetRows", "Lost")),
        KEPT: said(QT_TRANSLATE_NOOP("ReturnSheetRows", "Stays out")),
        ACCEPTED: said(QT_TRANSLATE_NOOP("ReturnSheetRows", "Accepted")),
    }


def columns(wording: Wording, masses: TypedMasses) -> tuple[GridColumn, ...]:
    """Return the columns of the sheet; those proposed are filled by the program."""
    yes = wording.words.say("dialog.yes")
    said_of = {
        "line": QT_TRANSLATE_NOOP("ReturnSheetRows", "Line"),
        "name": QT_TRANSLATE_NOOP("ReturnSheetRows", "Borrower's name"),
        "form": QT_TRANSLATE_NOOP("ReturnSheetRows", "Form"),
        "fate": QT_TRANSLATE_NOOP("ReturnSheetRows", "Fate"),
        "stated": QT_TRANSLATE_NOOP("ReturnSheetRows", "Stated"),
        "reading": QT_TRANSLATE_NOOP("ReturnSheetRows", "Weighed"),
        "differs": QT_TRANSLATE_NOOP("ReturnSheetRows", "Diff."),
        "number": QT_TRANSLATE_NOOP("ReturnSheetRows", "Becomes"),
        "confirmed": QT_TRANSLATE_NOOP("ReturnSheetRows", "Known"),
        "place": QT_TRANSLATE_NOOP("ReturnSheetRows", "Place"),
        WHY_THERE: QT_TRANSLATE_NOOP("ReturnSheetRows", "Why there"),
        WHY_UNSCANNED: QT_TRANSLATE_NOOP("ReturnSheetRows", "Why no scan"),
        "label": QT_TRANSLATE_NOOP("ReturnSheetRows", "Label"),
        "remarks": QT_TRANSLATE_NOOP("ReturnSheetRows", "Remarks"),
    }
    label = {key: said(words) for key, words in said_of.items()}
    return (
        GridColumn("line", label["line"], 96, number=True),
        GridColumn("name", label["name"], 104, number=True),
        GridColumn("form", label["form"], 66),
        GridColumn("fate", label["fate"], 88, words=tuple(fate_words().values()), closed=True),
        masses.column("stated", label["stated"], 78),
        masses.column("reading", label["reading"], 90),
        masses.column("differs", label["differs"], 66, proposed=True, quiet=True),
        GridColumn("number", label["number"], 80, number=True),
        GridColumn("confirmed", label["confirmed"], 56, words=(yes,), closed=True),
        GridColumn("place", label["place"], 54),
        GridColumn(WHY_THERE, label[WHY_THERE], 160),
        GridColumn(WHY_UNSCANNED, label[WHY_UNSCANNED], 160),
        GridColumn("label", label["label"], 54, number=True),
        GridColumn("remarks", label["remarks"], 56),
    )


def stood_beside(texts: Sequence[str]) -> dict[str, str]:
    """Return what stood beside a pasted number, by column: what is stated, what was weighed, and the rest."""
    told = {"stated": texts[:1], "reading": texts[1:2], "remarks": texts[2:]}
    joined = ((key, "; ".join(filter(None, each))) for key, each in told.items())
    return {key: text for key, text in joined if text}


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The rows of a sheet read line by line; `known` are the lines on it by code, `places` names by uid."""

    wording: Wording
    known: Mapping[str, SheetLine]
    masses: TypedMasses
    places: Mapping[str, str] = field(default_factory=dict)
    fates: Mapping[str, str] = field(default_factory=fate_words)
    """The words of the fates by key, asked for once: a sheet has thousands of rows."""

    def begin(self, line: SheetLine, beside: Sequence[str] = ()) -> list[dict[str, str]]:
        """Return the rows a line begins with: the piece itself, and what its borrower made of it.

        `beside` is what stood beside its number where it was pasted, which is told of the first of them.
        """
        rows = [self._begun(line, row) for row in line.rows]
        return [{**row, **(stood_beside(beside) if not at else {})} for at, row in enumerate(rows)]

    def filled(self, rows: Sequence[Row]) -> tuple[Filled, ...]:
        """Return what the rows say, line by line in the order in which they stand."""
        by_line: dict[str, list[Row]] = {}
        for row in rows:
            by_line.setdefault(row["line"].strip(), []).append(row)
        return tuple(self._filled(self.known[code], told) for code, told in by_line.items() if code in self.known)

    def missing(self, rows: Sequence[Row], code: str) -> int | None:
        """Return what of a line has no account yet, in ug; None where nobody can say."""
        filled = next((each for each in self.filled(rows) if each.line.code == code), None)
        return missing_ug(filled.line, filled) if filled is not None else None

    def fate(self, row: Row) -> str:
        """Return what became of a row; nothing typed means that it came back."""
        typed = row["fate"].strip().casefold()
        if not typed:
            return BACK
        return next((key for key, words in self.fates.items() if words.casefold() == typed), BACK)

    def is_itself(self, row: Row) -> bool:
        """Tell whether a row is the piece of its line."""
        line = self.known.get(row["line"].strip())
        return line is not None and self.fate(row) == BACK and self._names_piece(row, line)

    def _names_piece(self, row: Row, line: SheetLine) -> bool:
        name = row["name"].strip()
        called = (line.number, line.official)
        return name in {*called, ""} or number_key(unquoted(name)) in map(number_key, called)

    def records_use(self, row: Row) -> bool:
        """Tell whether a row says that something was used up of which a policy wants a record."""
        line = self.known.get(row["line"].strip())
        return line is not None and line.records_use and self.fate(row) == USED

    def is_gone(self, row: Row) -> bool:
        """Tell whether a row says that something was used up or lost."""
        return row["line"].strip() in self.known and self.fate(row) in {USED, LOST}

    def gives_mass(self, row: Row) -> bool:
        """Tell whether a row states or reads a mass; 0 is none, and what cannot be read is red anyhow."""
        text = _mass_text(row)
        return bool(text.strip()) and (self.masses.trouble(text) is not None or bool(self.masses.ug(text)))

    def names_part(self, row: Row) -> bool:
        """Tell whether a row names something else than the piece of its line."""
        line = self.known.get(row["line"].strip())
        return line is not None and not self._names_piece(row, line)

    def differs(self, row: Row) -> str:
        """Return by how much our weighing differs from what the borrower states, "" where one is missing."""
        if not (row["stated"].strip() and row["reading"].strip()):
            return ""
        if any(self.masses.trouble(row[key]) for key in ("stated", "reading")):
            return ""
        stated, read = self.masses.ug(row["stated"]), self.masses.ug(row["reading"])
        if stated is None or read is None:
            return ""
        sign = "\u2212" if read < stated else "+" if read > stated else ""
        return f"{sign}{self.masses.text(abs(read - stated))}"

    def readable(self, rows: Sequence[Row]) -> bool:
        """Tell whether every mass can be read and every row belongs to a line of the sheet."""
        return all(self.is_readable(row) for row in rows)

    def is_readable(self, row: Row) -> bool:
        """Tell whether each cell of a row can be read and it belongs to a line of the sheet."""
        masses = (row["stated"], row["reading"])
        if row["line"].strip() not in self.known or any(each and self.masses.trouble(each) for each in masses):
            return False
        fate, known = row["fate"].strip().casefold(), row["confirmed"].strip().casefold()
        told = not fate or any(words.casefold() == fate for words in self.fates.values())
        return told and (not known or known == self.wording.words.say("dialog.yes").casefold())

    def _begun(self, line: SheetLine, row: SheetRow) -> dict[str, str]:
        place = self.places.get(row.place or "", "")
        return {
            "line": line.line.code,
            "name": row.name or (line.number if row.itself else ""),
            "form": self.wording.term("form", row.form),
            "fate": "",
            "stated": self.masses.text(row.stated_ug),
            "reading": "",
            "number": "",
            "confirmed": "",
            "place": place,
            WHY_THERE: "",
            WHY_UNSCANNED: "",
            "label": "",
            "remarks": "",
        }

    def _filled(self, line: SheetLine, rows: Sequence[Row]) -> Filled:
        sums = dict.fromkeys(FATES, 0)
        resolution = kept_to = 0
        kept_whole = accepts = False
        pieces: list[CameBack] = []
        for row in rows:
            fate = self.fate(row)
            if fate == BACK:
                pieces.append(self._came_back(row, line))
            elif fate == ACCEPTED:
                accepts = True
            else:
                text = _mass_text(row)
                ug = self.masses.ug(text)
                if fate in {USED, LOST}:
                    resolution = max(resolution, self.masses.last_place(text))
                else:
                    kept_to = max(kept_to, self.masses.last_place(text))
                kept_whole = kept_whole or (fate == KEPT and ug is None)
                sums[fate] += ug or 0
        return Filled(
            line=line.line,
            pieces=tuple(pieces),
            consumed_ug=sums[USED],
            lost_ug=sums[LOST],
            resolution_ug=resolution,
            retained_ug=None if kept_whole else sums[KEPT],
            retained_to_ug=0 if kept_whole else kept_to,
            accept_difference=accepts,
            came_blind=line.came_blind,
            gone=self._named(line, rows, USED, LOST),
            kept=self._named(line, rows, KEPT),
        )

    def _named(self, line: SheetLine, rows: Sequence[Row], *fates: str) -> tuple[str, ...]:
        """Return which sub-samples of a line its rows give one of these fates, by their names on record.

        What is on no record is told too, as it is typed: the rules say whether it can be one.
        """
        known = {same_name(each.name): each.name for each in line.rows if not each.itself}
        told = (row for row in rows if self.fate(row) in fates and not self._names_piece(row, line))
        names = (row["name"].strip() for row in told)
        return tuple(dict.fromkeys(known.get(same_name(unquoted(name)), name) for name in names))

    def _came_back(self, row: Row, line: SheetLine) -> CameBack:
        itself = self.is_itself(row)
        place = row["place"].strip()
        usual = next((each.place for each in line.rows if each.itself == itself), None)
        named = self.places.get(usual or "", "")
        return CameBack(
            itself=itself,
            name="" if itself else row["name"].strip(),
            number=row["number"].strip(),
            form="" if itself else row["form"].strip(),
            stated_ug=self.masses.ug(row["stated"]),
            stated_to_ug=self._stated_to(row, line),
            reading=self.masses.reading(row["reading"]),
            place=PlaceRef(place) if place and place != named else None,
            place_why=row.get(WHY_THERE, "").strip(),
            confirmed=bool(row["confirmed"].strip()),
            remarks=row["remarks"].strip(),
            label=row.get("label", "").strip(),
            unscanned=bool(row.get(UNSCANNED)),
            unscanned_why=row.get(WHY_UNSCANNED, "").strip() if row.get(UNSCANNED) else "",
        )

    def _stated_to(self, row: Row, line: SheetLine) -> int:
        """Return the last place to which a mass is stated, in ug; 0 for one reported before: nobody says it."""
        name = same_name(row["name"])
        reported = (each.stated_ug for each in line.rows if not each.itself and same_name(each.name) == name)
        if any(self.masses.is_written(row["stated"], ug) for ug in reported):
            return 0
        return self.masses.last_place(row["stated"])


def _mass_text(row: Row) -> str:
    """Return the mass that counts of what did not come back: as it was weighed, else as it is stated."""
    return row["reading"] if row["reading"].strip() else row["stated"]


def lost_text(row: Row, rows: SheetRows) -> str:
    """Return what a row that is of no line on the sheet names, its line or its piece; "" for one of a line."""
    code = row["line"].strip()
    return "" if code in rows.known else code or row["name"].strip()
