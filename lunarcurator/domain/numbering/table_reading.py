"""Checking a parsed numbering table and turning it into its frozen shape."""

from collections.abc import Mapping, Sequence
from string import Template
from typing import Final

from lunarcurator.domain.numbering.entries import Entry, bad_table
from lunarcurator.domain.numbering.table import HintCase, Irregular, Part, PartKind, SeriesRow, Table

FORMAT: Final = 1


def read_table(data: object) -> Table:
    """Return the checked table; raises `SchemeTableError` naming the first entry that is wrong."""
    entry = Entry(data)
    if entry.whole("format") != FORMAT:
        raise bad_table("format", f"must be {FORMAT}")
    parts = _parts(entry)
    names = tuple(part.name for part in parts)
    levels = _known(entry.texts("levels"), names, "levels")
    if not levels:
        raise bad_table("levels", "at least the family's part is needed")
    if parts[names.index(levels[0])].optional:
        raise bad_table("levels", "the family's part must not be optional")
    table = Table(
        code=entry.text("code"),
        label=entry.text("label_key"),
        parts=parts,
        levels=levels,
        whole_zero=_one_of(entry.text("whole_zero", ""), (*names, ""), "whole_zero"),
        longest=entry.whole("longest"),
        series=tuple(_series(row, parts, levels) for row in entry.each("series")),
        hints=tuple(_hint(row, names) for row in entry.each("hints")),
        irregular=_irregular(entry, parts),
        examples=tuple(_example(row) for row in entry.each("examples")),
        lead=entry.texts("lead", ()),
        labels=_labels(entry.named("labels")),
    )
    entry.close()
    if not table.examples:
        raise bad_table("examples", "at least one example is needed")
    _check_series(table)
    return table


def _parts(entry: Entry) -> tuple[Part, ...]:
    parts: list[Part] = []
    for row in entry.each("parts"):
        parts.append(_part(row, parts))
    if not parts or parts[0].optional:
        raise bad_table("parts", "the first part must be there and not optional")
    if any(part.repeat for part in parts[:-1]):
        raise bad_table("parts", "only the last part can repeat")
    return tuple(parts)


def _part(row: Entry, before: Sequence[Part]) -> Part:
    name = row.text("name")
    if not (name.isascii() and name.isidentifier()) or any(part.name == name for part in before):
        raise bad_table(row.at("name"), "must be a plain word used once")
    kind = _kind(row)
    shortest, longest = (0, 0) if kind is PartKind.CHOICE else row.span(kind.value)
    joint = row.text("joint", "")
    default = row.text("default", "")
    part = Part(
        name=name,
        kind=kind,
        shortest=shortest,
        longest=longest,
        choices=_choices(row) if kind is PartKind.CHOICE else (),
        joint=joint,
        accept="".join(dict.fromkeys(joint + row.text("accept", ""))),
        lax=row.flag("lax") or not joint,
        optional=row.flag("optional") or row.has("default"),
        repeat=row.flag("repeat"),
        after=_after(row, before),
        default=default,
        zeros=row.flag("zeros"),
        spellings=_spellings(row),
    )
    row.close()
    _check_part(row, part)
    return part


def _check_part(row: Entry, part: Part) -> None:
    if part.repeat and (part.kind is not PartKind.DIGITS or not part.joint):
        raise bad_table(row.at("repeat"), "only figures with a joint can repeat")
    if part.zeros and (part.kind is not PartKind.DIGITS or part.repeat):
        raise bad_table(row.at("zeros"), "only figures that do not repeat can begin with zeros")
    if part.spellings and part.kind not in {PartKind.LETTERS, PartKind.CHOICE}:
        raise bad_table(row.at("spellings"), "only letters and choices have spellings")
    for value, _ in part.spellings:
        if not _can_be(part, value):
            raise bad_table(row.at(f"spellings.{value}"), "is no value of this part")


def _can_be(part: Part, value: str) -> bool:
    if part.kind is PartKind.CHOICE:
        return value in part.choices
    plain = value.isascii() and value.isalpha() and value.isupper()
    return plain and part.shortest <= len(value) <= part.longest


def _spellings(row: Entry) -> tuple[tuple[str, str], ...]:
    """Return each longer writing with its value, as (value, writing)."""
    table = row.named("spellings")
    written = [(value, text) for value in table.names() for text in table.texts(value)]
    folded = [text.casefold() for _, text in written]
    for value, text in written:
        if not text.strip() or folded.count(text.casefold()) > 1:
            raise bad_table(table.at(value), f"{text!r} must be a text that stands for one value only")
    return tuple(written)


def _kind(row: Entry) -> PartKind:
    kinds = [kind for kind in PartKind if row.has(kind.value)]
    if len(kinds) != 1:
        raise bad_table(row.at("name"), f"a part is one of {', '.join(PartKind)}")
    return kinds[0]


def _choices(row: Entry) -> tuple[str, ...]:
    choices = row.texts("choice")
    if not choices or not all(choices) or len({choice.upper() for choice in choices}) != len(choices):
        raise bad_table(row.at("choice"), "must be different texts, none of them empty")
    return choices


def _after(row: Entry, before: Sequence[Part]) -> str:
    if not before:
        return ""
    return _one_of(row.text("after", before[-1].name), [part.name for part in before], row.at("after"))


def _series(row: Entry, parts: tuple[Part, ...], levels: tuple[str, ...]) -> SeriesRow:
    names = [part.name for part in parts]
    code = row.text("code")
    counts = _one_of(row.text("counts"), names, row.at("counts"))
    sets = row.named("sets")
    series = SeriesRow(
        code=code,
        label=row.text("label_key"),
        counts=counts,
        first=row.whole("first"),
        last=row.whole("last"),
        of=_known(row.texts("of", levels), levels, row.at("of")),
        sets={_one_of(name, names, sets.at(name)): sets.text(name) for name in sets.names()},
        counted_as=row.text("counted_as", code),
    )
    row.close()
    counted = parts[names.index(counts)]
    if counted.kind not in {PartKind.DIGITS, PartKind.TEXT}:
        raise bad_table(row.at("counts"), "only figures can be counted")
    if not series.first <= series.last < 10**counted.longest:
        raise bad_table(row.at("last"), "must not be below the first nor have too many figures")
    return series


def _check_series(table: Table) -> None:
    codes = [row.code for row in table.series]
    for index, row in enumerate(table.series):
        if codes.count(row.code) > 1:
            raise bad_table(f"series[{index}].code", "is used twice")
        _one_of(row.counted_as, codes, f"series[{index}].counted_as")


def _hint(row: Entry, names: Sequence[str]) -> tuple[HintCase, ...]:
    key = row.text("hint_key", "")
    cases = tuple(_case(case, key, names) for case in row.each("cases"))
    row.close()
    return cases


def _case(row: Entry, key: str, names: Sequence[str]) -> HintCase:
    when = row.named("when", required=True)
    masks: Mapping[str, tuple[str, ...]] = {
        _one_of(name, names, when.at(name)): when.texts(name) for name in when.names()
    }
    speaks = row.has("value")
    case = HintCase(
        when=masks,
        key=row.text("hint_key", key or None) if speaks else "",
        value=row.text("value") if speaks else None,
    )
    row.close()
    template = Template(case.value or "")
    named = {name.removesuffix("_bare") for name in template.get_identifiers()}
    if not template.is_valid() or not named <= set(names):
        raise bad_table(row.at("value"), "may name only parts of the number")
    return case


def _irregular(entry: Entry, parts: tuple[Part, ...]) -> Irregular | None:
    if not entry.has("irregular"):
        return None
    row = entry.named("irregular")
    after = _one_of(row.text("after"), [part.name for part in parts], row.at("after"))
    shortest, longest = row.span("letters_and_digits")
    row.close()
    if any(part.joint or part.kind is PartKind.TEXT for part in parts):
        raise bad_table("irregular", "needs parts without joints and without free text")
    return Irregular(after, shortest, longest)


def _example(row: Entry) -> tuple[str, str]:
    example = (row.text("written"), row.text("printed"))
    row.close()
    return example


def _labels(row: Entry) -> dict[str, dict[str, str]]:
    labels = {}
    for key in row.names():
        words = row.named(key)
        labels[key] = {language: words.text(language) for language in words.names()}
        if not labels[key].get("en"):
            raise bad_table(row.at(key), "needs a word in English (en)")
    return labels


def _known(given: Sequence[str], known: Sequence[str], path: str) -> tuple[str, ...]:
    return tuple(_one_of(name, known, path) for name in given)


def _one_of(name: str, known: Sequence[str], path: str) -> str:
    if name not in known:
        raise bad_table(path, f"names {name!r}, which is not among: {', '.join(filter(None, known))}")
    return name
