"""The engine of sample numbering: one class that reads, prints, sorts and counts by a table."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final, Self

from lunarcurator.domain.numbering.counting import Counter
from lunarcurator.domain.numbering.hints import HintReader
from lunarcurator.domain.numbering.irregular import IRREGULAR, IrregularCodes
from lunarcurator.domain.numbering.pattern import Pattern, Values, lead_of
from lunarcurator.domain.numbering.sorting import sort_key
from lunarcurator.domain.numbering.table import Table
from lunarcurator.domain.numbering.table_reading import read_table
from lunarcurator.domain.numbering.values import Hint, NumberTextError, SampleNumber, Series
from lunarcurator.domain.numbering.writing import cell_text, is_fraction, tidy
from lunarcurator.domain.words_folding import number_key

_SPAN: Final = re.compile(r"(?P<first>.*[0-9]) ?[-/&+~] ?(?P<tail>[0-9]{1,9})")
_LAST_SERIAL: Final = re.compile(r"[0-9]+$")


class Scheme:
    """A numbering system; immutable, safe to share between threads.

    Made from a checked table by `Scheme.from_table`. `code` is what collections store, `label_key` the
    message key of its name for people.
    """

    def __init__(self, table: Table) -> None:
        self.code: Final = table.code
        self.label_key: Final = table.label
        self._table: Final = table
        self._keeps_text: Final = table.keeps_text
        self._pattern: Final = Pattern(table.parts)
        self._family_parts: Final = table.parts_up_to(table.levels[0])
        self._family: Final = Pattern(self._family_parts)
        self._joint: Final = next((part.joint for part in table.parts[len(self._family_parts) :]), "")
        self._counter: Final = Counter(table, self._pattern)
        self._hints: Final = HintReader(table.hints)
        # One act reads its number several times, and an import thousands of numbers of one family.
        self._remembered: Final = lru_cache(maxsize=4_096)(self._parse)
        self._lead: Final = lead_of(table)
        # Bound once, and not for each of the numbers of a long list.
        self._key_of: Final = self._sort_key
        self._irregular: Final = IrregularCodes(table, table.irregular) if table.irregular else None

    @classmethod
    def from_table(cls, data: object) -> Self:
        """Return the scheme of a parsed JSON table; raises `SchemeTableError` naming the wrong entry."""
        return cls(read_table(data))

    @property
    def examples(self) -> tuple[tuple[str, str], ...]:
        """Pairs of a text as people write it and its canonical print, from the table."""
        return self._table.examples

    @property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """Words the table brings for its own message keys, by language."""
        return self._table.labels

    def parse(self, text: str, context: SampleNumber | None = None) -> SampleNumber:
        """Return the number a text spells; `,91` takes its family from the context.

        Raises `NumberTextError` when the text spells no number of this scheme. A number of series "irregular"
        was taken whole because its table could not read the end of it: worth a warning.
        """
        return self._remembered(text, context)

    def _parse(self, text: str, context: SampleNumber | None) -> SampleNumber:
        written = self._without_lead(tidy(text, keep_signs=self._keeps_text))
        if self._keeps_text and len(written) > self._table.longest:
            raise self._too_long(written)
        known = context if context is not None and context.scheme == self.code else None
        if self._is_shorthand(written):
            return self._parse_shorthand(written, known)
        values = self._pattern.read(written)
        if values is None and known is not None:
            values = self._pattern.read(known.family + written)
        number = self._number(values) if values else self._read_irregular(written)
        if number is None:
            raise self._refusal(written)
        return self._fitting(number)

    def parse_cell(self, value: object, context: SampleNumber | None = None) -> SampleNumber:
        """Return the number in a spreadsheet cell (str, int, float or Decimal); 10001.0 is the generic 10001.

        A numeric cell with a fraction has lost its closing zeros: 15405.1 may be ,1 or ,10 or ,100. It is
        refused with the key `number.cell_fraction` and the possible `readings`, never guessed.
        """
        if isinstance(value, str):
            return self.parse(value, context)
        written = cell_text(value)
        if is_fraction(value):
            readings = (self._quietly(f"{Decimal(written):f}" + "0" * zeros) for zeros in range(4))
            told = "; ".join(number.canonical for number in readings if number is not None)
            raise NumberTextError("number.cell_fraction", text=written, readings=told)
        return self.parse(written, context)

    def next_number(self, parent: SampleNumber, series: str, highest: int | None) -> SampleNumber:
        """Return the number after `highest`, the highest serial ever used in that scope and series (rule R2).

        `highest` counts every number whose `scope` is `counting_scope(parent, series)` and whose `series` is
        the `counted_as` of the series, free or burnt; None when there is none. Raises `NumberTextError` when
        the series is not offered to this parent or is full.
        """
        values = self._counter.next_values(self._regular_values(parent), series, highest)
        return self._fitting(self._number(values))

    def series_of(self, parent: SampleNumber) -> tuple[Series, ...]:
        """Return the series a daughter of this piece may take, the ordinary one first.

        Empty only where an irregular number shows no family: there the daughter's number has to be typed.
        """
        return self._counter.series_of(self._regular_values(parent))

    def counting_scope(self, parent: SampleNumber, series: str) -> str:
        """Return the print within which this series counts its serials for daughters of this piece."""
        return self._counter.scope(self._regular_values(parent), series)

    def parent_hint(self, number: SampleNumber) -> SampleNumber | None:
        """Return the number one level up, a hint only: the true parent is stored, never computed."""
        values = self._regular_values(number)
        above = values if number.series == IRREGULAR else self._counter.above(values)
        hint = self._quietly(self._pattern.print(above)) if above else None
        return hint if hint != number else None

    def decode(self, number: SampleNumber) -> tuple[Hint, ...]:
        """Return what the digits suggest, to be shown beside the record and never stored as fact."""
        if number.series == IRREGULAR:
            return (Hint("number.hint.irregular", number.canonical),)
        return self._hints.read(self._regular_values(number))

    def spellings(self, number: SampleNumber) -> tuple[str, ...]:
        """Return the folded keys (`number_key`) by which a search must find this number.

        A whole piece is found by its `,0` as well; a `,0` registered apart only by its own spelling.
        """
        if number.series == IRREGULAR:
            return (number_key(number.canonical),)
        values = self._regular_values(number)
        written = list(self._pattern.print_ways(values))
        zero = self._table.whole_zero
        if zero and zero not in values:
            written += self._pattern.print_ways({**values, zero: "0"})
        return tuple(dict.fromkeys(number_key(text) for text in written))

    def usual_keys(self, number: SampleNumber) -> tuple[str, ...]:
        """Return the folded keys (`number_key`) of the ways in which people write just this number."""
        if number.series == IRREGULAR:
            return (number_key(number.canonical),)
        values = self._regular_values(number)
        ways = (*self._pattern.print_ways(values), *self._pattern.print_with_gaps(values))
        return tuple(dict.fromkeys(number_key(text) for text in ways))

    @property
    def has_zero_split(self) -> bool:
        """Whether a `,0` can name a whole sample in this scheme."""
        return bool(self._table.whole_zero)

    def is_zero_split(self, number: SampleNumber) -> bool:
        """Tell whether this is a `,0`: the same piece as its family's number unless registered apart."""
        zero = self._table.whole_zero
        if not zero or number.serial != 0 or number.series == IRREGULAR:
            return False
        values = self._regular_values(number)
        return values[zero] == "0" and len(values) == len(self._family_parts) + 1

    def _without_lead(self, written: str) -> str:
        found = self._lead.match(written) if self._lead else None
        return written[found.end() :] if found else written

    def _is_shorthand(self, written: str) -> bool:
        return bool(self._joint) and written.startswith(self._joint)

    def _parse_shorthand(self, written: str, known: SampleNumber | None) -> SampleNumber:
        if known is None:
            raise NumberTextError("number.needs_family", text=written)
        values = self._pattern.read(known.family + written)
        number = self._number(values) if values else None
        if number is None or number.family != known.family:
            raise self._refusal(known.family + written)
        return self._fitting(number)

    def _read_irregular(self, written: str) -> SampleNumber | None:
        return self._irregular.read(written) if self._irregular else None

    def _quietly(self, text: str) -> SampleNumber | None:
        values = self._pattern.read(text)
        return self._number(values) if values else None

    def _number(self, values: Values) -> SampleNumber:
        canonical = self._pattern.print(values)
        family = self._family.print(values)
        series, serial, scope = self._counter.counted(values)
        rest = canonical.removeprefix(family)
        return SampleNumber(
            scheme=self.code,
            canonical=canonical,
            family=family,
            rest=rest,
            series=series,
            serial=serial,
            key_of=self._key_of,
            scope=scope,
        )

    def _sort_key(self, canonical: str) -> str:
        return sort_key(self._table.parts, self._pattern.read(canonical) or {})

    def _regular_values(self, number: SampleNumber) -> Values:
        """Return the parts of a number of this scheme; of an irregular one those of its family, if any."""
        if number.scheme != self.code:
            raise NumberTextError("number.other_scheme", text=number.canonical, scheme=self.code)
        return self._pattern.read(number.canonical) or self._family.read_start(number.canonical) or {}

    def _fitting(self, number: SampleNumber) -> SampleNumber:
        if len(number.canonical) > self._table.longest:
            raise self._too_long(number.canonical)
        return number

    def _too_long(self, text: str) -> NumberTextError:
        return NumberTextError("number.too_long", text=text[:40], longest=self._table.longest)

    def _refusal(self, written: str) -> NumberTextError:
        """Say what is wrong with a text as exactly as the table allows, without putting it right."""
        if not self._keeps_text:
            if self._pattern.fits_but_for_zeros(written):
                return NumberTextError("number.leading_zero", text=written)
            if self._reads_several(written):
                return NumberTextError("number.several", text=written)
            if near := self._without_stray_sign(written):
                return NumberTextError("number.stray_sign", text=written, reading=near.canonical)
        example = self._table.examples[0][1]
        return NumberTextError("number.not_in_scheme", text=written, example=example)

    def _without_stray_sign(self, written: str) -> SampleNumber | None:
        """Return the number that a text is without one of its signs.

        One between the figures of a whole number and others is no slip: 15535,46.0 is not 15535,460.
        """
        signs = (at for at, sign in enumerate(written) if not sign.isalnum() and not self._goes_on(written, at))
        readings = (self._quietly(written[:at] + written[at + 1 :]) for at in signs)
        return next((number for number in readings if number is not None), None)

    def _goes_on(self, written: str, at: int) -> bool:
        """Tell whether a number has ended before the sign at this place, and figures follow it.

        A comma is the slip of parting thousands: ,6,012 was to be ,6012.
        """
        followed = written[at] != "," and written[at + 1 : at + 2].isdecimal()
        return followed and self._quietly(written[:at]) is not None

    def _reads_several(self, written: str) -> bool:
        """Tell whether a text is a number and the end of a higher one, as 15498,46-50 or 15565,1/2."""
        span = _SPAN.fullmatch(written)
        if span is None or self._quietly(span["first"]) is None:
            return False
        (serial,) = _LAST_SERIAL.findall(span["first"])
        return int(span["tail"]) > int(serial[-len(span["tail"]) :])
