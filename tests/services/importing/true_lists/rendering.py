"""Writes a true collection into a sheet with the habits of some laboratory."""

from collections.abc import Sequence
from functools import cached_property
from itertools import groupby
from typing import Final

from tests.services.importing.true_lists.collection import KINDS, Kind, Piece, made
from tests.services.importing.true_lists.grid import Column, Grid, Said
from tests.services.importing.true_lists.hand import Hand
from tests.services.importing.true_lists.words import (
    BANNERS,
    COUNTERS,
    COUNTS,
    ENDS,
    EXTRAS,
    HEADERS,
    NOTES,
    SIGNATURES,
    TOTALS,
    UNITS,
)

GROUPED: Final = ("mission", "place", "class_name")


class Writer(Hand):
    """Somebody who writes lists."""

    def grid(self) -> Grid:
        """Return the sheet."""
        rng = self.rng("collection")
        kind = KINDS[rng.choice(["apollo", "apollo", "antarctic", "change", "plain"])]
        splits = rng.random() < 0.7
        most = 60 if self.does("long_list") else 5
        pieces = made(rng, kind, splits=splits or most > 5, odd=self.does("odd_remarks"), most=most)
        return self.written(kind, pieces, splits=splits)

    def written(self, kind: Kind, pieces: list[Piece], *, splits: bool) -> Grid:
        """Return a sheet of these pieces."""
        self.unit = kind.unit if not self.does("other_unit") else self.rng("other_unit").choice(["g", "mg", "kg"])
        self.language = self.rng("foreign").choice(["zh", "de", "fr", "ru"]) if self.does("foreign") else "en"
        grid = Grid(kind, decimal_comma=self.does("decimal_comma"), read_me=self.does("read_me_sheet"))
        self.kind, self.splits = kind, splits
        fields = self._fields(grid)
        pieces = self._ordered(pieces, fields)
        grid.columns = [Column(field, self._header(field)) for field in fields]
        for column in grid.columns:
            if column.field == "again":
                column.unit = "mg"
            column.field = "extra" if column.field == "unnamed" else column.field
        self._write(grid, pieces)
        return grid

    @cached_property
    def _extras(self) -> list[str]:
        return self.rng("extras").sample(EXTRAS, len(EXTRAS))

    def _fields(self, grid: Grid) -> list[str]:
        rng = self.rng("fields")
        parts = self.does("split_columns") and self.kind.code in ("Apollo", "Antarctic")
        identity = ["generic", "split"] if parts else ["number"]
        if self.splits and not parts and self.does("parent_column"):
            identity.append("parent")
        if self.kind.code != "Probes" and self.does("mission_column"):
            identity.append("mission")
        # Nobody heads two columns alike.
        rest = [rng.choice(["mass", "mass", "mass_now", "original"])]
        if self.does("second_mass"):
            rest = ["original", "mass_now"]
            rng.shuffle(rest)
        more = ["class_name", "form", "place", "day", "remarks"]
        rest += rng.sample(more, 5 if self.does("many_columns") else rng.randint(1, 3))
        if self.does("unit_column") and not self.does("second_mass"):
            rest.insert(1, "unit")
        rest += ["count"] if self.does("count") else []
        rest += ["extra"] * self.rng("extra_columns").randint(1, 2) if self.does("extra_columns") else []
        rest += ["unnamed"] if self.does("unnamed_column") else []
        rest += ["again"] if self.does("mass_twice") and "mass" in rest and self.unit == "g" else []
        if self.does("shuffled"):
            self.rng("shuffled").shuffle(rest)
        if self.does("continuing_blanks"):
            there = [each for each in (*identity, *rest) if each in GROUPED]
            if there:
                self.grouped = there[0]
                identity = [there[0], *(each for each in identity if each != there[0])]
                rest = [each for each in rest if each != there[0]]
        fields = [*identity, *rest]
        if self.does("empty_column"):
            fields.insert(self.rng("empty_column").randint(1, len(fields)), "")
        if self.does("counter"):
            fields.insert(0, "counter")
        return fields

    grouped = ""

    def _ordered(self, pieces: list[Piece], fields: list[str]) -> list[Piece]:
        there = [each for each in fields if each in GROUPED]
        if self.does("continuing_inside") and there and not self.grouped:
            self.grouped = there[0]
        if self.does("merged_groups") and there and not self.grouped:
            self.grouped = there[0]
        if self.does("no_parents_listed") and "parent" not in fields and "generic" not in fields:
            pieces = [piece for piece in pieces if piece.parent] or pieces
        if self.does("backwards"):
            pieces = pieces[::-1]
        if self.grouped:
            # The sort is stable: parents stay before their daughters within a group.
            pieces = sorted(pieces, key=lambda piece: str(getattr(piece, self.grouped)))
        return pieces

    def _header(self, field: str) -> str:
        if not field:
            return ""
        if field in ("unnamed", "again", "extra", "count"):
            others = {"again": "Mass (mg)", "count": COUNTS[self.language], "unnamed": ""}
            return others[field] if field in others else self._extras.pop()
        words = COUNTERS[self.language] if field == "counter" else HEADERS[self.language][field]
        word = self.rng("headers").choice(words)
        if self.does("upper_headers"):
            word = word.upper()
        if self.does("starred_headers"):
            word = self.rng("starred_headers").choice(
                [f"{word}*", f"{word}:", f" {word} ", word.replace(" ", "_")]
            )
        return word

    # --- where the table stands

    def _write(self, grid: Grid, pieces: list[Piece]) -> None:
        row = 1
        if self.does("blank_rows_in_front"):
            row += self.rng("blank_rows_in_front").randint(1, 3)
        if self.does("blank_columns_in_front"):
            grid.left = 1 + self.rng("blank_columns_in_front").randint(1, 2)
        if self.does("banner"):
            rng = self.rng("banner")
            for text in rng.sample(BANNERS, rng.randint(1, 3)):
                if text.startswith("all masses"):
                    text = f"all masses in {self.unit} unless stated"
                grid.put(row, grid.left + rng.choice([0, 0, 1]), text)
                row += 1
            row += rng.randint(0, 1)
        blocks = [grid.left]
        if self.does("side_by_side") and len(pieces) > 3 and len(grid.columns) > 1:
            blocks.append(grid.left + len(grid.columns))
        below = self._head(grid, row, blocks)
        grid.header_row = below - 1
        half = -(-len(pieces) // len(blocks))
        parts = [pieces[half * at : half * (at + 1)] for at in range(len(blocks))]
        last = below
        if len(blocks) == 1:
            last = self._body(grid, below, pieces)
        else:
            for left, some in zip(blocks, parts, strict=True):
                last = max(last, self._plain_body(grid, below, left, some))
        self._below(grid, last, pieces)

    def _head(self, grid: Grid, row: int, blocks: Sequence[int]) -> int:
        """Write the header, and the row of units; return the row of the first record."""
        self._units(grid)
        if self.does("two_row_header"):
            for left in blocks:
                self._upper(grid, row, left)
            row += 1
        for left in blocks:
            self._header_row(grid, row, left)
        row += 1
        if self.does("units_row") and self._says_units_in("row"):
            for left in blocks:
                for at, column in enumerate(grid.columns):
                    if column.unit:
                        grid.put(
                            row,
                            left + at,
                            self.rng("units_row").choice(["{}", "({})", "[{}]"]).format(column.unit),
                        )
            row += 1
        return row

    def _upper(self, grid: Grid, row: int, left: int) -> None:
        """Write the upper of two rows of headers, its words merged over several columns."""
        names = {"mass": "Mass", "mass_now": "Mass", "original": "Mass", "unit": "Mass"}
        at = 0
        for word, some in groupby(grid.columns, key=lambda each: names.get(each.field, "Sample")):
            count = len([*some])
            grid.put(row, left + at, word)
            if count > 1:
                grid.merges.append((row, left + at, row, left + at + count - 1))
            at += count

    def _says_units_in(self, where: str) -> bool:
        order = [("column", "unit_column"), ("cells", "unit_in_cells"), ("row", "units_row"), ("none", "no_unit")]
        found = next((name for name, habit in order if self.does(habit)), "header")
        if found == "column" and self.does("second_mass"):
            found = "header"
        return found == where

    def _units(self, grid: Grid) -> None:
        for column in grid.columns:
            if column.field in ("mass", "mass_now", "original"):
                spelt = self.rng("unit").choice(UNITS[self.unit])
                column.unit = spelt
                if self._says_units_in("header"):
                    form = self.rng("unit").choice(
                        ["{} ({})", "{} [{}]", "{}, {}", "{} {}", "{}/{}", "{} in {}", "{}({})"]
                    )
                    column.header = form.format(column.header.strip(), spelt)

    def _header_row(self, grid: Grid, row: int, left: int) -> None:
        for at, column in enumerate(grid.columns):
            grid.put(row, left + at, column.header)

    # --- its rows

    def _plain_body(self, grid: Grid, row: int, left: int, pieces: Sequence[Piece]) -> int:
        for index, piece in enumerate(pieces):
            self._record(grid, row, left, piece, index + 1)
            row += 1
        return row

    def _body(self, grid: Grid, row: int, pieces: Sequence[Piece]) -> int:
        top, since = row, 0
        title = ""
        by_title = self.rng("titles").choice(["mission", "place"]) if self.does("titles") else ""
        if by_title and (
            by_title in [each.field for each in grid.columns] or (not pieces[0].mission and by_title == "mission")
        ):
            by_title = ""
        if by_title:
            pieces = sorted(pieces, key=lambda piece: str(getattr(piece, by_title)))
            grid.titles = by_title
        for index, piece in enumerate(pieces):
            if by_title and getattr(piece, by_title) != title:
                title = getattr(piece, by_title)
                grid.put(row, grid.left, title)
                grid.aside.add(row)
                if self.does("merged_titles") and len(grid.columns) > 1:
                    grid.merges.append((row, grid.left, row, grid.left + len(grid.columns) - 1))
                row += 1
            self._record(grid, row, grid.left, piece, index + 1)
            row, since = row + 1, since + 1
            if index + 1 == len(pieces):
                break
            for habit, chance in (
                ("blank_rows_between", 0.2),
                ("notes_between", 0.25),
                ("header_again", 0.25),
                ("subtotals", 0.2),
                ("page_footers", 0.1),
            ):
                if self.does(habit) and self.rng(habit).random() < chance:
                    row = self._between(grid, row, habit, pieces[index + 1 - since : index + 1])
                    since = 0 if habit == "subtotals" else since
        self._continue(grid, top, row)
        return row

    def _between(self, grid: Grid, row: int, habit: str, some: Sequence[Piece]) -> int:
        rng = self.rng(habit)
        if habit == "blank_rows_between":
            return row + rng.randint(1, 2)
        grid.aside.add(row)
        if habit == "notes_between":
            grid.put(row, grid.left + rng.choice([0, 0, len(grid.columns) - 1]), rng.choice(NOTES))
        elif habit == "page_footers":
            grid.put(row, grid.left + rng.choice([0, 1]), rng.choice(["Page 1 of 2", "- 2 -", "第1页", "Seite 3"]))
        elif habit == "header_again":
            self._header_row(grid, row, grid.left)
        else:
            self._sum(grid, row, rng.choice(["Subtotal", "Zwischensumme", "小计", "Subtotal:"]), some)
        return row + 1

    def _sum(self, grid: Grid, row: int, word: str, some: Sequence[Piece]) -> None:
        grid.put(row, grid.left, word)
        for at, column in enumerate(grid.columns):
            if column.field in ("mass", "mass_now", "original") and at:
                masses = [piece.original_ug if column.field == "original" else piece.mass_ug for piece in some]
                grid.put(row, grid.left + at, self._figure(sum(filter(None, masses))))

    def _record(self, grid: Grid, row: int, left: int, piece: Piece, count: int) -> None:
        grid.records.setdefault(row, []).append(piece)
        for at, column in enumerate(grid.columns):
            grid.put(row, left + at, self._cell(column, piece, count))
        if self.does("hidden_rows") and self.rng("hidden_rows").random() < 0.2:
            grid.hidden_rows.add(row)
        if self.does("struck") and self.rng("struck").random() < 0.1:
            grid.struck.add(row)
        if self.does("comments") and self.rng("comments").random() < 0.2:
            grid.comments.add((row, left + self.rng("comments").randrange(len(grid.columns))))
        if self.does("coloured") and self.rng("coloured").random() < 0.3:
            grid.coloured.add((row, left + self.rng("coloured").randrange(len(grid.columns))))

    def _continue(self, grid: Grid, top: int, below: int) -> None:
        """Write values that repeat the row above as blanks, ditto marks or merged cells."""
        how = next(
            (each for each in ("merged_groups", "continuing_blanks", "continuing_inside") if self.does(each)), ""
        )
        fields = [each.field for each in grid.columns]
        if how and self.grouped in fields:
            column = grid.columns[fields.index(self.grouped)]
            at = grid.left + fields.index(self.grouped)
            self._group(grid, column, at, (top, below), merges=how == "merged_groups")
        if self.does("ditto"):
            rng = self.rng("ditto")
            choices = [
                each
                for each in ("class_name", "place", "form", "mission")
                if each in fields and each != self.grouped
            ]
            if choices:
                field = rng.choice(choices)
                self._mark(
                    grid,
                    fields.index(field),
                    top,
                    below,
                    rng.choice(['"', "〃", "-do-", "同上", "''", "ditto", "dto."]),
                )

    def _group(self, grid: Grid, column: Column, at: int, rows: tuple[int, int], *, merges: bool) -> None:
        """Write the first of several values alike only, and merge the cells or leave those below blank."""
        groups: list[list[int]] = []
        for row in range(rows[0], rows[1]):
            # Blanks go on below an empty row, and nothing is merged over a row between.
            said = grid.cells.get((row, at)) if row in grid.records else None
            if (
                said is not None
                and groups
                and groups[-1][-1] == row - 1
                and same(said, grid.cells[groups[-1][0], at])
            ):
                groups[-1].append(row)
            elif said is not None:
                groups.append([row])
        left = [row for group in groups for row in group[1:]]
        # A single blank tells nobody that anything continues.
        if not merges and len(left) < 2:
            return
        for row in left:
            del grid.cells[row, at]
        if merges:
            grid.merges += [(group[0], at, group[-1], at) for group in groups if len(group) > 1]
        column.fill = not merges

    def _mark(self, grid: Grid, index: int, top: int, below: int, mark: str) -> None:
        before: Said = None
        for row in range(top, below):
            if row not in grid.records:
                before = None
                continue
            said = grid.cells.get((row, grid.left + index))
            if said is not None and said == before:
                grid.cells[row, grid.left + index] = mark
                grid.columns[index].ditto = True
            before = said

    def _below(self, grid: Grid, row: int, pieces: Sequence[Piece]) -> None:
        if self.does("totals"):
            rng = self.rng("totals")
            row += rng.randint(0, 1)
            self._sum(grid, row, rng.choice(TOTALS), pieces)
            grid.aside.add(row)
            row += 1
        if self.does("end_mark"):
            grid.put(row, grid.left, self.rng("end_mark").choice(ENDS))
            grid.aside.add(row)
            row += 1
        if self.does("signature"):
            row += self.rng("signature").randint(0, 1)
            grid.put(row, grid.left, self.rng("signature").choice(SIGNATURES))
            grid.aside.add(row)


def same(said: Said, other: Said) -> bool:
    """Tell whether a person reads the same in two cells, however they are padded."""
    return str(said).split() == str(other).split()
