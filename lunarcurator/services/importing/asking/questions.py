"""What a sheet does not say by itself: asked of a person, never guessed where the answer changes what is kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from lunarcurator.exchange.cells import Cell, DateCell, NumberCell
from lunarcurator.exchange.colour_names import colour_name
from lunarcurator.services.collecting import collecting_seldom
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.asking.box_names import about_boxes
from lunarcurator.services.importing.asking.collection import (
    about_elsewhere,
    ask_collection,
    is_shape_alone,
    propose_collection,
)
from lunarcurator.services.importing.asking.figures import about_dots, about_merged, about_raised, about_shares
from lunarcurator.services.importing.asking.joint_masses import about_joint_masses
from lunarcurator.services.importing.asking.lone_numbers import about_lone_numbers
from lunarcurator.services.importing.asking.mass_columns import about_masses
from lunarcurator.services.importing.asking.notes import about_notes
from lunarcurator.services.importing.asking.number_column import about_number
from lunarcurator.services.importing.asking.parents_in_book import about_parents_in_book
from lunarcurator.services.importing.asking.parents_masses import about_daughters
from lunarcurator.services.importing.asking.part_numbers import about_part_numbers
from lunarcurator.services.importing.asking.place_paths import about_places
from lunarcurator.services.importing.asking.question import REFUSE, Question, ask
from lunarcurator.services.importing.asking.second_columns import about_key
from lunarcurator.services.importing.asking.several_collections import about_collections
from lunarcurator.services.importing.asking.titles import about_titles
from lunarcurator.services.importing.asking.told_columns import ToldColumns
from lunarcurator.services.importing.asking.unlent_rows import about_unlent
from lunarcurator.services.importing.asking.which_place import about_which_place
from lunarcurator.services.importing.asking.zero_parents import about_zero_parents
from lunarcurator.services.importing.asking.zero_twins import about_zero_twins
from lunarcurator.services.importing.between.setting_aside import about_end
from lunarcurator.services.importing.between.titles import title_target
from lunarcurator.services.importing.cells.commas import (
    DECIMAL,
    THOUSANDS,
    comma_of,
    decimal_points,
    figure_two_ways,
    points_decide,
    with_point,
)
from lunarcurator.services.importing.cells.number_ranges import RANGE, SPLIT, ranges_in
from lunarcurator.services.importing.cells.repairs import (
    DAY_FIRST,
    LEAVE,
    LOST_ZEROS,
    MONTH_FIRST,
    NONE,
    day_orders,
    is_fraction,
)
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.loan_headers import is_either_day
from lunarcurator.services.importing.columns.mapping import OTHER, MappingRefused
from lunarcurator.services.importing.columns.mark_meanings import KEEP, mark_fields
from lunarcurator.services.importing.columns.marked_columns import coloured
from lunarcurator.services.importing.columns.place_columns import PATH, PLACE_COLUMNS
from lunarcurator.services.importing.columns.units import (
    LENGTH_UNITS,
    MASS_UNITS,
    MASSES,
    bare_lengths,
    bare_masses,
    disputed_units,
    is_measure,
    lacks_unit,
    unit_shown,
    with_unit,
)
from lunarcurator.services.importing.guessing import every_row_of, has_rows, rows_of, says_pieces
from lunarcurator.services.importing.lists.collection_rows import apart
from lunarcurator.services.importing.lists.loan_rows import LENT_ON, undated_rows
from lunarcurator.services.importing.lists.place_rows import OUTERMOST, TOP
from lunarcurator.services.importing.lists.turned_sheets import turned_headers
from lunarcurator.services.importing.planning import target_of
from lunarcurator.services.importing.preparing import DAYS, prepare
from lunarcurator.services.importing.reading import (
    RETURN_DAY,
    Reading,
    listed,
    settled,
)
from lunarcurator.services.importing.shapes import tables_begin
from lunarcurator.services.importing.source import Source

BY_POINTS: Final = "import.ask.comma_by_points"
"""The question what commas are where decimal points of the column decide it."""

_EXAMPLES: Final = 3


def questions(desk: Desk, source: Source, reading: Reading) -> tuple[Question, ...]:
    """Return all that is open about a reading, answered or not, what must be answered first.

    Of a sheet without rows, on its side, or of two tables side by side, nothing is worth asking.
    """
    if not has_rows(source, reading) or turned_headers(source, reading) or tables_begin(desk, source, reading):
        return ()
    hidden = [*_about_hidden(source, reading)]
    of_several = [*about_collections(desk, reading, every_row_of(source, reading).rows())]
    unlent = [*about_unlent(source, reading)]
    reading = listed(reading)
    steps = [*_about_steps(reading)]
    steps += about_which_place(reading, rows_of(source, reading).rows())
    masses = [*about_masses(reading, rows_of(source, reading).rows())]
    reading = settled(reading)
    if reading.answers.get("number") == NONE:
        return (about_number(reading, rows_of(source, reading).rows),)
    with collecting_seldom():
        told = ToldColumns(source, reading)
        asked = [
            *of_several,
            *_about_layout(reading, told),
            *about_notes(desk, source, reading),
            *about_end(reading),
            *about_titles(desk, reading),
            *unlent,
            *steps,
            *about_boxes(reading),
            *hidden,
            *_about_marks(reading),
            *masses,
            *_about_values(desk, source, reading, told),
            *about_merged(reading, rows_of(source, reading).rows),
            *about_shares(reading, rows_of(source, reading).rows()),
        ]
        asked += _about_meaning(desk, source, reading, told)
    return tuple(sorted(asked, key=lambda question: not question.must))


def unanswered(asked: tuple[Question, ...], reading: Reading) -> tuple[Question, ...]:
    """Return the questions that must be answered and are not, or not by one of their choices."""
    return tuple(each for each in asked if each.must and not each.takes(reading.answers.get(each.id, "")))


def _is_inherited(reading: Reading, column: str, told: ToldColumns) -> bool:
    """Tell whether only rows with a parent leave out their mission, which is that of the parent."""
    parents = reading.parent_key or reading.taken_for("parent")
    if reading.mapping[column] != "mission" or not parents:
        return False
    cells = told.of((column, *parents))
    rows = zip(cells[column], *(cells[name] for name in parents), strict=True)
    return all(plain(mission) or any(map(plain, above)) for mission, *above in rows)


def _about_layout(reading: Reading, told: ToldColumns) -> Iterator[Question]:
    guess = reading.noted
    if guess.headless:
        yield ask("header", (NONE,), NONE, sheet=reading.sheet)
    alone = () if "specific" in reading.mapping.values() else reading.taken_for("number")
    for at in guess.unsure_fill:
        column = reading.columns[at - 1]
        # A row without a number that takes the one above is swallowed by it.
        number = column in alone
        yield ask(f"fill:{column}", ("yes", "no"), "" if number else "yes", must=number, column=column)
    for column in reading.unsure_inside:
        if not _is_inherited(reading, column, told):
            yield ask(f"fill:{column}", ("yes", "no"), must=True, column=column)
    for at in guess.layout.ditto:
        column = reading.columns[at - 1]
        # Two pieces weigh the same by chance only, and hardly have one number.
        hardly = column in alone or is_measure(reading.mapping.get(column, OTHER)) or at in guess.unsure_ditto
        yield ask(f"ditto:{column}", ("yes", "no"), "" if hardly else "yes", must=hardly, column=column)


def _about_hidden(source: Source, reading: Reading) -> Iterator[Question]:
    """Ask about columns that the file hides and that say anything."""
    at = {name: reading.columns.index(name) for name in reading.hidden}
    if not at:
        return
    told: set[str] = set()
    for row in rows_of(source, reading).rows():
        told |= {name for name, index in at.items() if name not in told and plain(row.cells[index])}
        if len(told) == len(at):
            break
    names = [name for name in at if name in told]
    if names:
        shown = ", ".join(names)
        yield ask("hidden_columns", ("take", "leave"), must=True, count=len(names), columns=shown)


def _about_marks(reading: Reading) -> Iterator[Question]:
    marks, layout = reading.seen_marks, reading.guess.layout
    hidden = [row for row in marks.hidden_rows if row >= layout.first_row]
    if hidden:
        key = "filtered" if marks.filtered else "hidden"
        yield ask("hidden_rows", ("take", "leave"), must=True, count=len(hidden), how=key)
    fields = mark_fields(reading)
    for column, colour, rows in coloured(reading):
        about = ask(
            f"colour:{column}:{colour}",
            (KEEP, LEAVE),
            KEEP,
            count=len(rows),
            colour=colour,
            hue=colour_name(colour),
            column=reading.columns[column - 1],
            row=rows[0],
        )
        yield replace(about, fields=fields)
    struck = {row for rows in marks.struck.values() for row in rows if row >= layout.first_row}
    if struck:
        yield replace(ask("struck", (KEEP, LEAVE), must=True, count=len(struck)), fields=fields)
    if marks.comments:
        yield ask("comments", (KEEP, LEAVE), KEEP, count=len(marks.comments))


def _about_values(desk: Desk, source: Source, reading: Reading, told: ToldColumns) -> Iterator[Question]:
    """Ask about days that can be read two ways, identifiers that are dates or fractions now, and units."""
    taken = {*reading.mapping.values()}
    days = reading.taken_for(*DAYS)
    parts = (*reading.key, *reading.parent_key)
    numbers = dict.fromkeys((*reading.taken_for("number", "generic", "specific", "parent"), *parts))
    figures = [name for name in reading.columns if is_measure(reading.mapping.get(name, ""))]
    figures = figures if _keeps_figures(reading) else []
    unitless = [name for name in figures if lacks_unit(reading, name)]
    if not (days or numbers or figures):
        return
    beside = reading.taken_for("mass_unit")[:1]
    cells = told.of((*days, *numbers, *figures, *beside))
    yield from about_raised(reading, (*numbers, *figures), cells)
    yield from about_dots(reading, figures, cells, rows_of(source, reading).rows, source.book)
    for name in figures:
        yield from _about_comma(name, cells[name])
        answer = reading.answers.get(f"comma:{name}", "")
        comma = answer if answer in (DECIMAL, THOUSANDS) else comma_of(cells[name])
        cells[name] = [with_point(cell, comma) for cell in cells[name]] if comma else cells[name]
    for name in [name for name in unitless if reading.mapping[name] in MASSES] if beside else ():
        cells[name] = [*map(with_unit, cells[name], cells[beside[0]])]
    for name in days:
        yield from _about_days(name, cells[name])
    for name in numbers:
        yield from _about_identifiers(name, cells[name], is_text=source.is_text)
    for name in reading.taken_for("number"):
        yield from _about_ranges(name, cells[name])
    for name in unitless:
        yield from _about_unit(reading, name, cells[name])
    yield from about_joint_masses(reading, rows_of(source, reading).rows())
    yield from about_daughters(desk, reading, told)
    for name in [*reading.taken_for("number")][:1] if not reading.key and "specific" not in taken else ():
        yield from about_key(reading, name, cells[name], rows_of(source, reading).rows())


def _about_days(name: str, cells: list[Cell]) -> Iterator[Question]:
    """Ask whether the day or the month stands first where a column can be read both ways."""
    day_first, month_first, doubtful = day_orders(cells)
    if doubtful or (day_first and month_first):
        proposed = DAY_FIRST if day_first and not month_first else MONTH_FIRST if month_first else ""
        choices, example = (DAY_FIRST, MONTH_FIRST), doubtful or name
        yield ask(f"date_order:{name}", choices, proposed, must=True, column=name, example=example)


def _keeps_figures(reading: Reading) -> bool:
    """Tell whether the rows of a reading become pieces; a list of places keeps figures as remarks, as written."""
    return says_pieces(reading) and not (reading.levels and not reading.taken_for("number"))


def _about_comma(name: str, cells: list[Cell]) -> Iterator[Question]:
    """Ask what the commas of a column are where figures can be read two ways and no other comma decides.

    What decimal points decide is assumed, and said.
    """
    doubtful = [figure for cell in cells if (figure := figure_two_ways(cell))]
    if not doubtful:
        return
    first, choices, comma = doubtful[0], (DECIMAL, THOUSANDS), comma_of(cells)
    facts = {"decimal": first.replace(",", "."), "thousands": first.replace(",", ""), "example": first}
    asked = ask(f"comma:{name}", choices, comma, must=not comma, column=name, count=len(doubtful), **facts)
    if not comma:
        yield asked
    elif points_decide(cells):
        yield replace(asked, key=BY_POINTS, facts=(*asked.facts, ("pointed", decimal_points(cells)[0])))


def _about_unit(reading: Reading, name: str, cells: list[Cell]) -> Iterator[Question]:
    """Ask for the unit of a column where neither it nor all of its cells name one, or header and row differ."""
    disputed = disputed_units(reading, name)
    facts: tuple[tuple[str, str | int], ...] = (("column", name),)
    facts += (("upper", unit_shown(disputed[0])), ("lower", unit_shown(disputed[-1]))) if disputed else ()
    if reading.mapping[name] not in MASSES:
        examples, key = bare_lengths(cells), "import.ask.disputed_unit" if disputed else "import.ask.unit"
        if examples:
            facts += (("examples", ", ".join(examples)),)
            yield Question(f"unit:{name}", key, facts, disputed or LENGTH_UNITS, must=True)
        return
    found, key = bare_masses(cells), "import.ask.disputed_unit" if disputed else "import.ask.unit_of_mass"
    if found.count:
        facts += (("count", found.count), ("examples", ", ".join(found.examples)))
        choices = disputed or MASS_UNITS
        yield Question(f"unit:{name}", key, facts, choices, must=True, sums=tuple(map(found.ug, choices)))


def _about_identifiers(name: str, cells: list[Cell], *, is_text: bool) -> Iterator[Question]:
    dates = [cell for cell in cells if isinstance(cell, date | DateCell)]
    if dates:
        # What became a month of a year is no day, whichever part stood first.
        days = any(isinstance(cell, date) for cell in dates)
        choices = (MONTH_FIRST, DAY_FIRST, LEAVE) if days else (LEAVE,)
        shown = str(dates[0])[:10]
        yield ask(f"identifier:{name}", choices, must=True, column=name, count=len(dates), example=shown)
    zeros = (LEAVE, "0", "1", "2")
    if is_text and (lost := _fractions_in_text(cells)):
        about = ask(f"{LOST_ZEROS}:{name}", zeros, must=True, column=name, count=len(lost), example=lost[0])
        yield replace(about, key="import.ask.fraction")
    fractions = [cell for cell in cells if isinstance(cell, NumberCell)]
    if fractions:
        shown = fractions[0].text
        yield ask(f"fraction:{name}", zeros, must=True, column=name, count=len(fractions), example=shown)


def _fractions_in_text(cells: list[Cell]) -> list[str]:
    """Return the fractions of a column of a text file where a program may have taken its numbers for figures.

    One that ends in 0, or a split behind a comma, shows that none was lost.
    """
    told = [text for cell in cells if (text := plain(cell).removesuffix(".0")) and not text.isdecimal()]
    return told if all(map(is_fraction, told)) else []


def _about_ranges(name: str, cells: list[Cell]) -> Iterator[Question]:
    if doubt := ranges_in(cells):
        facts = {"example": doubt.example, "first": doubt.first, "last": doubt.last}
        yield ask(f"{RANGE}:{name}", (SPLIT, RANGE), must=True, column=name, count=doubt.cells, **facts)


def _about_meaning(desk: Desk, source: Source, reading: Reading, told: ToldColumns) -> Iterator[Question]:
    if not says_pieces(reading):
        yield about_number(reading, rows_of(source, reading).rows)
        return
    taken = {*reading.mapping.values(), *reading.constants, title_target(reading)}
    if "specific" in taken and not taken & {"generic", "number"}:
        yield Question("family", "import.ask.family", (("sheet", reading.sheet),), must=True, free=True)
        return
    for outermost in [*reading.levels.values()][:1]:
        if outermost not in OUTERMOST and outermost != PATH:
            facts, must = (("sheet", reading.sheet),), outermost not in TOP
            yield Question("within", "import.ask.within", facts, must=must, free=True)
    if reading.kind == "loans":
        yield from _about_loans(source, reading)
    if reading.levels and not reading.taken_for("number"):
        return
    yield from about_places(desk, source, reading)
    yield from _about_collections(desk, source, reading, told)


def _about_steps(reading: Reading) -> Iterator[Question]:
    """Ask whether columns of rooms, cabinets and boxes become places, where no profile has said so."""
    steps = () if reading.levels or reading.kind == "loans" else tuple(reading.steps)
    if not (steps and says_pieces(reading)):
        return
    if sets := reading.place_sets:
        shown = "; ".join(" > ".join(levels) for levels in sets.values())
        facts = (("count", len(sets)), ("columns", shown))
        yield Question(PLACE_COLUMNS, "import.ask.place_sets", facts, (*sets, KEEP), must=True)
    else:
        shown = " > ".join(steps)
        yield ask(PLACE_COLUMNS, ("yes", KEEP), must=True, count=len(steps), columns=shown)


def _about_loans(source: Source, reading: Reading) -> Iterator[Question]:
    """Ask since when pieces are out where that is not said, and what a day of return is that may be either."""
    for name in reading.taken_for("returned"):
        if is_either_day(name, reading.mapping):
            yield ask(f"{RETURN_DAY}:{name}", ("due", "returned"), must=True, column=name)
    if not reading.taken_for("day"):
        yield Question(LENT_ON, "import.ask.lent_on", (("sheet", reading.sheet),), must=True, free=True)
    elif undated := undated_rows(source, reading):
        facts = (("count", len(undated)), ("rows", ", ".join(map(str, undated[:_EXAMPLES]))))
        yield Question(LENT_ON, "import.ask.lent_on_rows", facts, (REFUSE,), must=True, free=True)


def _about_collections(desk: Desk, source: Source, reading: Reading, told: ToldColumns) -> Iterator[Question]:
    """Ask about the collection of all rows, or about each of those whose rows come in; nothing is asked twice."""
    asked: dict[str, Question] = {}
    for part in apart(reading):
        own = told if part is reading else ToldColumns(source, part)
        asked |= {each.id: each for each in _about_collection(desk, source, part, own)}
    yield from asked.values()


def _about_collection(desk: Desk, source: Source, reading: Reading, told: ToldColumns) -> Iterator[Question]:
    prepared = prepare(desk, source, reading)
    try:
        target = target_of(desk, prepared)
    except MappingRefused:
        yield ask_collection(desk, "import.ask.collection")
        return
    if prepared.collection is None and prepared.target is None:
        elsewhere = [*about_elsewhere(desk, prepared, target)]
        if not elsewhere and is_shape_alone(desk, prepared, target):
            elsewhere.append(propose_collection(desk, target.code, must=True))
        yield from elsewhere
    if reading.kind == "loans":
        yield from about_part_numbers(prepared, target.scheme)
    yield from about_lone_numbers(source, reading, target.scheme)
    yield from about_zero_parents(reading, target.scheme, rows_of(source, reading).rows())
    yield from about_zero_twins(reading, target.scheme, told)
    yield from about_parents_in_book(desk, prepared, target)
