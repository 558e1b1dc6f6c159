"""What a sheet is, as far as its headers and values tell: the reading a person starts from."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain, islice, takewhile
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.numbering import Scheme
from lunarcurator.exchange.blocks import turned_name, whole_name
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.layout import Layout, lay_out
from lunarcurator.exchange.layout_guess import TURNED, Told, guess_layout
from lunarcurator.exchange.row_words import is_unit, unit_told, words_of
from lunarcurator.exchange.table import Table
from lunarcurator.exchange.used_range import column_letters
from lunarcurator.services.collecting import collecting_seldom
from lunarcurator.services.importing.asking.answered_reading import settled
from lunarcurator.services.importing.asking.collection import COLLECTION
from lunarcurator.services.importing.asking.parents_masses import DAUGHTERS, FROM_BOOK
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.doubled_columns import settle_doubled
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.loan_headers import loan_mapping, loan_words, mass_lent, since_column
from lunarcurator.services.importing.columns.made_columns import as_made, taken_as_made
from lunarcurator.services.importing.columns.mapping import AS_LOANS, OTHER, Aliases, MappingRefused, split_unit
from lunarcurator.services.importing.columns.side_by_side import check_blocks
from lunarcurator.services.importing.columns.units import (
    MASSES,
    UNIT,
    header_unit,
    is_measure,
    is_unit_of_mass,
    says_units,
)
from lunarcurator.services.importing.columns.which_number import settle_numbers
from lunarcurator.services.importing.lists.collection_rows import of_collection
from lunarcurator.services.importing.non_record_rows.families import (
    family_rows,
    of_no_row,
    with_families,
    without_families,
)
from lunarcurator.services.importing.non_record_rows.left_out import OUTSIDE
from lunarcurator.services.importing.non_record_rows.said_rows import reads_number, said_rows
from lunarcurator.services.importing.non_record_rows.unit_words import units_said
from lunarcurator.services.importing.profiles import Lasting, Profile, Profiles
from lunarcurator.services.importing.reading import Reading, kind_of
from lunarcurator.services.importing.report_reading import report_reading
from lunarcurator.services.importing.source import Source, is_part
from lunarcurator.services.importing.target import ANY
from lunarcurator.services.store_session import StoreSession

_LOOKED_AT: Final = 200
# What is answered of such lists, and not of the cells or rows of one.
_LASTING: Final = (OUTSIDE, DAUGHTERS, FROM_BOOK)
_SAVED: Final = frozenset(each.name for each in _LASTING)
_SPLIT: Final = re.compile(r"[,，]\s*\d{1,5}")


def guess_reading(
    session: StoreSession,
    source: Source,
    profiles: Profiles,
    sheet: str | None = None,
    *,
    said: Told | None = None,
) -> Reading:
    """Return how a sheet reads best; without a name the first visible sheet that says something of pieces.

    `said` is what a person says of where its table stands.
    """
    names = [each.name for each in source.sheets if not each.hidden] or [each.name for each in source.sheets]
    # Before a report of rows stands a sheet about it.
    names.sort(key=lambda name: source.report(name) is None)
    told = said or Told()
    readings = (
        report_reading(source, name, told) or _guess(session, source, profiles, name, told)
        for name in ([sheet] if sheet is not None else names)
    )
    with collecting_seldom():
        first = next(readings)
        return first if first.says_pieces else next((each for each in readings if each.says_pieces), first)


def _guess(session: StoreSession, source: Source, profiles: Profiles, name: str, said: Told) -> Reading:
    name = _turned(source, name, said)
    sheet, marks = source.sheet(name), source.marks(name)
    families = family_rows(sheet, said.families)
    unmet = of_no_row(sheet, said.families, families)
    sheet = without_families(sheet, families)
    aliases = Aliases()
    guess = with_families(guess_layout(sheet, _knows(aliases, profiles), marks.merged, said), families)
    check_blocks(sheet, guess.layout, marks.merged)
    table = lay_out(sheet, guess.layout, marks.merged)
    rows = [[plain(cell) for cell in row.cells] for row in islice(table.rows(), _LOOKED_AT)]
    columns = table.columns
    profile = (profiles.recognised(columns) if guess.layout.header_rows else None) or Profile("")
    if said.is_shapeless and not (kept := profile.told).is_shapeless:
        # What is no list of these blocks cannot be laid out in them, and is read as it stands.
        with suppress(MappingRefused):
            shaped = _guess(session, source, profiles, name, said.shaped(kept))
            if profile.is_of(shaped.columns):
                return shaped
    profile, own = as_made(profile.on(columns), columns), profiles.is_known(profile, columns)
    guess = replace(guess, layout=replace(guess.layout, fill=_certain(columns, profile)))
    mapping = _mapped(columns, profile, aliases)
    units_row = _units_row(table, guess.layout)
    further = _further_units(columns, mapping, rows, units_row)
    own = own and not further
    # What a laboratory saved of its own leaves nothing open.
    kind = profile.kind if own else _settle_columns(rows, columns, mapping, profile)
    reads = reads_number(numbering_schemes(session))
    between = said_rows(sheet, guess, columns, reads)
    lasting = profile.lasting() | {
        "mapping": MappingProxyType(mapping),
        "kind": kind or kind_of([*mapping.values(), *(["parent"] if families else [])]),
        "units": _units_left(profile, further),
    }
    return Reading(
        sheet=name,
        guess=guess,
        marks=marks,
        columns=columns,
        profile=profile.code,
        kept=own,
        units_row=units_row,
        told=said,
        families=families,
        unmet=unmet,
        said=between,
        unit_words=units_said((*_titles(source, name), *table.above), sheet, guess, marks, families),
        answers=MappingProxyType(_saved(profile)),
        **lasting,
    )


def _saved(profile: Profile) -> dict[str, str]:
    """Return the answers of a profile; an earlier version saved what rows of one file were, too."""
    return {name: each for name, each in profile.answers.items() if name in _SAVED}


def _titles(source: Source, name: str) -> Iterator[Row]:
    """Return the titles above all parts of a sheet, which stand in none of them; none where it is read whole."""
    sheets = source.whole or source.book.sheets
    whole = next((each for each in sheets if each.name == whole_name(name) != name), None)
    return takewhile(lambda row: len(words_of(row)) < 2, whole.rows() if whole is not None else ())


def _knows(aliases: Aliases, profiles: Profiles) -> Callable[[str], bool]:
    """Return what tells of a header whether anybody has heard of it."""
    heard = profiles.headers()
    return lambda text: bare(text) in heard or aliases.target(text) != OTHER


def _certain(columns: Sequence[str], profile: Profile) -> tuple[int, ...]:
    """Return the columns in which blanks continue the row above, as a profile says."""
    return tuple(sorted(columns.index(column) + 1 for column in profile.fill))


def _units_left(profile: Profile, further: Iterable[str]) -> dict[str, str]:
    """Return the units a profile says, but of columns whose units a further row names."""
    named = set(further)
    return {name: unit for name, unit in profile.units.items() if name not in named}


def _turned(source: Source, name: str, said: Told) -> str:
    """Return the name of a sheet as it is read: the other way round where somebody says so."""
    return turned_name(name) if said.shape == TURNED and not is_part(source, name) else name


def _settle_loans(
    rows: Sequence[Sequence[str]],
    columns: Sequence[str],
    mapping: dict[str, str],
    profile: Profile,
) -> str:
    """Settle what a list says of loans, or since when its pieces are here; return its kind, if that is known."""
    loans = {} if profile.code else loan_mapping(columns, mapping)
    if profile.kind == AS_LOANS:
        # What the profile does not speak of, such as the day a piece came back, the headers still say.
        loans = loan_words(columns, {name: mapping[name] for name in profile.mapping})
    kind = profile.kind if profile.code else AS_LOANS if loans else ""
    mapping |= loans
    mapping |= since_column(columns, rows, mapping, lent=kind == AS_LOANS)
    if kind == AS_LOANS:
        mapping |= dict.fromkeys(mass_lent(mapping), "issued")
    return kind


def numbering_schemes(session: StoreSession) -> list[Scheme]:
    """Return the numbering systems that tell a number from other words."""
    return [scheme for scheme in session.tables.schemes.values() if scheme.code != ANY]


def _units_row(table: Table, layout: Layout) -> dict[str, str]:
    """Return by column what the row of units says, without brackets around it."""
    row = next((row for row in table.above if row.number == layout.units_row), None)
    left = layout.groups[0][0] if layout.groups else 1
    # Columns that only another part has stand elsewhere.
    own = table.columns[: layout.table_width]
    said = enumerate(own, start=left) if row is not None else ()
    return {name: unit for at, name in said if row is not None and (unit := unit_told(row, at))}


def _further_units(
    columns: Sequence[str],
    mapping: Mapping[str, str],
    rows: Iterable[Sequence[str]],
    units_row: Mapping[str, str],
) -> set[str]:
    """Return the columns of measures of which a row of units, or a cell, says a unit that no name has."""
    told = chain(units_row.items(), *(zip(columns, row, strict=False) for row in rows))
    return {
        name
        for name, text in told
        if is_unit(text) and is_measure(mapping[name]) and not name.endswith(f"({text.strip('()[]')})")
    }


def _mapped(columns: Sequence[str], profile: Profile, aliases: Aliases) -> dict[str, str]:
    said = {*profile.mapping.values()}
    said |= ({"number"} if profile.key else set()) | ({"parent"} if profile.parent_key else set())
    kept = {*profile.key, *profile.parent_key, *profile.levels}
    mapping: dict[str, str] = {}
    taken: set[str] = set(said)
    for column in columns:
        if column in profile.mapping:
            mapping[column] = profile.mapping[column]
        elif column in kept or (profile.code and profile.kind == "places"):
            mapping[column] = OTHER
        else:
            mapping[column] = aliases.target(column, taken)
        taken.add(mapping[column])
    return mapping


def _settle_columns(
    rows: Sequence[Sequence[str]],
    columns: Sequence[str],
    mapping: dict[str, str],
    profile: Profile,
) -> str:
    """Settle by the values what the headers leave open; return the kind of the list, if that is known."""
    mapping |= dict.fromkeys(_units_beside(rows, columns, mapping), "mass_unit")
    if not (profile.key or profile.levels):
        mapping |= _by_values(rows, columns, mapping)
    if not profile.key:
        settle_numbers(columns, mapping)
    mapping |= taken_as_made(columns, mapping)
    kind = _settle_loans(rows, columns, mapping, profile)
    settle_doubled(columns, mapping)
    return kind


def _by_values(
    rows: Sequence[Sequence[str]], columns: Sequence[str], mapping: Mapping[str, str]
) -> dict[str, str]:
    """Return columns nobody named that say what they are: the only one in a unit of mass, the first of splits."""
    free = [each for each in columns if mapping[each] == OTHER]
    masses = [each for each in free if is_unit_of_mass(split_unit(each)[1])]
    found = dict.fromkeys(masses if len(masses) == 1 and not MASSES & {*mapping.values()} else (), "mass")
    if not {"number", "generic", "specific"} & {*mapping.values()}:
        splits = (each for each in free if _says_splits(rows, columns.index(each)))
        found |= dict.fromkeys(islice(splits, 1), "specific")
    return found


def _says_splits(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Tell whether most of what a column says are ends of numbers behind a comma."""
    said = [row[at] for row in rows if row[at]]
    return sum(bool(_SPLIT.fullmatch(text)) for text in said) * 2 > len(said)


def _units_beside(rows: Sequence[Sequence[str]], columns: Sequence[str], mapping: Mapping[str, str]) -> list[str]:
    """Return the columns that say the units of masses row by row."""
    masses = sum(mapping[each] in MASSES for each in columns)
    return [
        each
        for at, each in enumerate(columns if masses else ())
        if mapping[each] == OTHER
        and says_units(
            each, [row[at] for row in rows if row[at]], unnamed=masses == 1 and each == column_letters(at + 1)
        )
    ]


def profile_of(reading: Reading, code: str) -> Profile:
    """Return a reading as a profile that recognises such a list next time by the headers that say something.

    What was answered of columns is kept with it, such as their units; what holds for one sheet is not. The next
    list is asked about where something was said by rows or parts of this one, or headers differ in brackets alone.
    Which row is the header need not be said again: another one would not have just these columns.
    """
    found = settled(reading)
    names = {name: bare(name) for name in found.columns}
    told = found.told.of_other_files
    lasting = replace(
        Lasting(**found.lasting()),
        units={**found.units, **_said_units(found)},
        constants=reading.constants,
        collection=COLLECTION.said(found.answers) or found.collection,
    ).renamed(names)
    read = (name for name, target in lasting.mapping.items() if target != OTHER)
    return Profile(
        code,
        needs=(*dict.fromkeys((*read, *lasting.key, *lasting.parent_key, *lasting.levels)),),
        fill=tuple(bare(found.columns[at - 1]) for at in found.layout.fill if at <= len(found.columns)),
        shape=told.shape,
        blocks=told.blocks,
        families=told.families,
        columns=found.columns,
        answers={each.name: said for each in _LASTING if (said := reading.answers.get(each.name))},
        asked=told != found.told._replace(header=None, units=None) or len({*names.values()}) < len(names),
        **lasting.lasting(),
    )


def _said_units(reading: Reading) -> dict[str, str]:
    told = {name: UNIT.said(reading.answers, name) for name in reading.columns}
    # What words of one file say against the header holds for that file alone.
    return {name: unit for name, unit in told.items() if unit and not header_unit(reading, name)}


def rows_of(source: Source, reading: Reading) -> Table:
    """Return the table as the reading lays it out, before anything is done to its cells."""
    return of_collection(every_row_of(source, reading), reading)


def every_row_of(source: Source, reading: Reading) -> Table:
    """Return the table with the rows of all collections a column names, whichever come in now."""
    marks = reading.marks
    return lay_out(source.sheet(reading.sheet), reading.layout, marks.merged)


def has_rows(source: Source, reading: Reading) -> bool:
    """Tell whether a sheet has any row below its header."""
    return next(rows_of(source, reading).rows(), None) is not None
