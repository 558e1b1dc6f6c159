"""The command `do`: any act by its name, each of its fields an option."""

import argparse
import re
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.operations import OPERATIONS
from lunarcurator.domain.operations.kinds import ActField, Kind, act_fields
from lunarcurator.domain.resting import REFERENCES
from lunarcurator.services.act_labels import field_label
from lunarcurator.services.act_options import ActOptions, OptionRefused, in_row
from lunarcurator.services.codec import written
from lunarcurator.services.commands.console import Console, Exit, UsageRefused
from lunarcurator.services.commands.lending import post_act
from lunarcurator.services.spellings import Spellings
from lunarcurator.services.whole_records import left_out, row_stated_anew
from lunarcurator.services.words import Words

_AROUND: Final = frozenset({"operator", "witness", "day", "because", "authority"})
"""What is said around every act; a field of the same name is written with `field-` before it."""
_FLAGS: Final[Mapping[bool, str]] = MappingProxyType({True: "yes", False: "no"})
_SHAPES: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.TEXT: "TEXT",
        Kind.SCALAR: "VALUE",
        Kind.DAY: "DAY",
        Kind.MASS: "MASS",
        Kind.MICROGRAMS: "MASS",
        Kind.LENGTH: "LENGTH",
        Kind.AREA: "AREA",
        Kind.TEMPERATURE: "TEMPERATURE",
        Kind.SHARE: "PERCENT",
        Kind.NUMBER: "NUMBER",
        Kind.PAIR: "NAME=TEXT",
    }
)
_EXAMPLES: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.TEXT: "text",
        Kind.SCALAR: "grey",
        Kind.DAY: "2026-03-01",
        Kind.MASS: "1.2 g",
        Kind.MICROGRAMS: "50 mg",
        Kind.LENGTH: "5 mm",
        Kind.AREA: "12 mm2",
        Kind.TEMPERATURE: "-20 C",
        Kind.SHARE: "97.5 %",
        Kind.NUMBER: "1",
        Kind.READING: "1.2034 g",
        Kind.PAIR: "station=S9a",
        Kind.FLAG: "yes",
    }
)
_REFERENCE_EXAMPLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sample": "15555,46",
        "place": "Vault > Cabinet 5",
        "entry": "12",
        "order": "3",
        "check": "7",
        "case": "7-1",
        "collection": "Apollo",
        "agreement": "A-1",
        "loan": "L-1",
        "line": "L-1/1",
        "shipment": "S-1",
        "round": "R-1",
        "institution": "Institute A",
        "person": "Borrower A",
        "operator": "Curator A",
        "balance": "Balance A",
    }
)
_FIELD_EXAMPLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "field": "remarks",
        "numbers": ",7-9",
        "number": "15555,1006",
        "name": "Name A",
        "sha256": "",
        "old": "",
        "scheme": "plain",
        "code": "A",
        "layout": "roll_25x13",
        "at": "14:30",
        "mass": "1.2 g",
    }
)
"""What stands in an example for fields that their kind does not explain; a blank is left out."""
_ALSO: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "expose": ("samples", "evidence"),
        "move": ("samples",),
        "check_place": ("missing",),
        "declare_lost": ("samples", "report"),
        "consume": ("ug", "evidence"),
        "recover": ("evidence",),
        "restrict": ("samples", "handling"),
        "return_line": ("pieces",),
        "issue_lines": (),
        "register": ("mass", "place"),
        "request_loan": ("lines",),
        "answer_round": ("answers",),
        "print_labels": ("samples",),
        "open_sealed": ("evidence",),
        "relate": ("source",),
        "limit_borrower": ("person", "text"),
        "dissolve": ("daughters",),
        "pack_shipment": ("carrier", "insurance"),
        "change_loan": ("purpose",),
    }
)
"""Fields that an example shows beside those without which there is no act."""
ELSEWHERE: Final[Mapping[str, str]] = MappingProxyType({"reverse": "cli.do_undo"})
"""Acts that another command posts, with the sentence that names it."""
_ROW_ALSO: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"Daughter": ("number", "mass"), "Wanted": ("sample", "optimum_ug"), "CameBack": ("itself", "reading")}
)


def do(told: Namespace, console: Console) -> Exit:
    """Post one act whose fields are options; without an act list what can be done."""
    if not told.act_named:
        for kind, word in _acts(console.words):
            console.tell(f"{kind:24} {word}")
        return Exit.DONE
    kind = told.act_named.strip().casefold().replace("-", "_")
    if kind not in OPERATIONS:
        raise UsageRefused("cli.do_no_act", act=told.act_named)
    if kind in ELSEWHERE:
        raise UsageRefused(ELSEWHERE[kind])
    parser = act_parser(kind, console.words)
    try:
        written = parser.parse_args(told.written)
    except SystemExit as done:
        return Exit(int(done.code or 0))
    return _post(kind, written, console)


def _post(kind: str, told: Namespace, console: Console) -> Exit:
    said = said_of(kind, told)
    try:
        _is_whole(kind, said)
        operation = ActOptions(Spellings.load()).act(kind, said)
    except OptionRefused as refused:
        raise UsageRefused(refused.key, **_shown(refused, console.words)) from refused
    return post_act(operation, told, console)


def _is_whole(kind: str, said: Mapping[str, Sequence[str]]) -> None:
    """Refuse to state a record anew with fields left out: nobody said that they are to be emptied."""
    written: dict[str, Any] = {}
    for each in act_fields(OPERATIONS[kind]):
        if each.plain_name in said:
            texts = said[each.plain_name]
            written[each.name] = texts if each.several or each.kind is not Kind.RECORD else in_row(each, texts[0])
    row, fields = left_out(kind, written)
    if fields and row:
        raise UsageRefused("cli.do_whole_row", option=option_of(row), fields=list(map(_name_in_row, fields)))
    if fields:
        raise UsageRefused("cli.do_whole", options=list(map(_ways_to_write, fields)))


def _ways_to_write(field: ActField) -> str:
    """Return the option of a field, of a flag both of them: it takes no text that could be empty."""
    option = option_of(field.plain_name)
    is_flag = field.kind is Kind.FLAG and not field.open
    return f"{option}/--no-{option.removeprefix('--')}" if is_flag else option


def _shown(refused: Refusal, words: Words, *, inner: bool = False) -> dict[str, object]:
    """Return the facts of a refusal: a field as its option, inside a row as its name; a reason as a sentence."""
    facts = dict(refused.facts)
    why = facts.get("why")
    if isinstance(why, Refusal):
        facts["why"] = words.say(why.key, _shown(why, words, inner=True))
    if "option" in facts and not inner:
        facts["option"] = option_of(str(facts["option"]))
    return facts


def said_of(kind: str, told: Namespace) -> dict[str, Sequence[str]]:
    """Return what the options of an act say of its fields."""
    said: dict[str, Sequence[str]] = {}
    for each in act_fields(OPERATIONS[kind]):
        written = getattr(told, f"field_{each.plain_name}")
        if written is not None:
            said[each.plain_name] = [_FLAGS[written]] if isinstance(written, bool) else written
    return said


def act_parser(kind: str, words: Words) -> argparse.ArgumentParser:
    """Return the parser of what is written after `do ACT`: the store, the fields of the act, who posts and why."""
    parser = argparse.ArgumentParser(
        usage=words.say("cli.do_usage", {"act": command_name(kind)}),
        description=words.label(f"operation.{kind}"),
        epilog=words.say("cli.do_example", {"example": example(kind)}),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(command="do")
    parser.add_argument("store", metavar="STORE")
    fields = parser.add_argument_group(words.say("cli.do_fields"))
    for each in act_fields(OPERATIONS[kind]):
        _add_field(fields, kind, each, words)
    around = parser.add_argument_group(words.say("cli.do_around"))
    around.add_argument("--day", metavar="DAY", default="", help=words.say("cli.option.do_day"))
    around.add_argument("--because", metavar="TEXT", default="", help=words.say("cli.option.because"))
    around.add_argument("--authority", metavar="NAME", default="", help=words.say("cli.option.do_authority"))
    told = words.say("cli.option.document")
    around.add_argument("--authority-document", dest="document", metavar="NAME", default="", help=told)
    around.add_argument("--operator", metavar="NAME", default="", help=words.say("cli.option.operator"))
    around.add_argument("--witness", metavar="NAME", default="", help=words.say("cli.option.witness"))
    around.add_argument("--pin-file", metavar="FILE", help=words.say("cli.option.pin_file"))
    return parser


def _add_field(parser: Any, act: str, field: ActField, words: Words) -> None:
    option, dest = option_of(field.plain_name), f"field_{field.plain_name}"
    told = _explained(act, field, words).replace("%", "%%")
    if field.kind is Kind.FLAG and not field.open:
        parser.add_argument(option, dest=dest, action=argparse.BooleanOptionalAction, help=told)
        return
    parser.add_argument(
        option,
        dest=dest,
        metavar=_shape(field),
        nargs="+" if field.several else None,
        action="extend" if field.several else "append",
        required=field.needed,
        help=told,
    )


def _explained(act: str, field: ActField, words: Words) -> str:
    """Return what a field is called, and of a row what may be written in it."""
    label = field_label(words, field.name, act)
    if field.kind is not Kind.RECORD:
        return label
    names = [_name_in_row(each) for each in act_fields(field.type)]
    return words.say("cli.do_row_of", {"label": label, "fields": names})


def _shape(field: ActField) -> str:
    """Return what an option takes: the codes of a choice, or the kind of value."""
    if field.kind is Kind.CHOICE:
        return "|".join(field.type)
    if field.kind is Kind.FLAG:
        return "yes|no|unknown"
    if field.kind is Kind.REFERENCE:
        return str(REFERENCES[field.type]).upper()
    if field.kind is Kind.READING:
        return '"MASS; balance=BALANCE"'
    if field.kind is Kind.RECORD:
        return '"NAME=VALUE; …"'
    return _SHAPES[field.kind]


def option_of(name: str) -> str:
    """Return the option of a field by its name without a unit."""
    return f"--field-{name}" if name in _AROUND else f"--{name.replace('_', '-')}"


def _name_in_row(field: ActField) -> str:
    return field.plain_name.replace("_", "-")


def command_name(kind: str) -> str:
    """Return how an act is named on a command line."""
    return kind.replace("_", "-")


def _acts(words: Words) -> list[tuple[str, str]]:
    kinds = (kind for kind in OPERATIONS if kind not in ELSEWHERE)
    return sorted((command_name(kind), words.label(f"operation.{kind}")) for kind in kinds)


def example(kind: str) -> str:
    """Return a command line that posts such an act."""
    written = " ".join(map(_quoted, example_options(kind)))
    return f"lunarcurator do {command_name(kind)} STORE {written}"


def example_options(kind: str) -> tuple[str, ...]:
    """Return the options of an example: each field that is needed, and those without which it says little."""
    shown = _ALSO.get(kind, ())
    fields = [each for each in act_fields(OPERATIONS[kind]) if each.needed or each.name in shown]
    whole = row_stated_anew(kind)
    return tuple(
        part
        for each in fields
        for part in (option_of(each.plain_name), _example_value(each, whole=each.name == whole))
    )


def written_examples(words: Words) -> dict[str, object]:
    """Return the example of each act as the JSON object that `post` takes for it."""
    options, found = ActOptions(Spellings.load()), dict[str, object]()
    for kind in OPERATIONS:
        told = act_parser(kind, words).parse_args(["STORE", *example_options(kind)])
        found[kind] = written(options.act(kind, said_of(kind, told)))
    return found


def _example_value(field: ActField, *, whole: bool = False) -> str:
    """Return what stands for a field in an example; of a row every field where it states a record anew."""
    if field.name in _FIELD_EXAMPLES:
        return _FIELD_EXAMPLES[field.name]
    if field.kind is Kind.CHOICE:
        return str(next(iter(field.type)))
    if field.kind is Kind.REFERENCE:
        return _REFERENCE_EXAMPLES[REFERENCES[field.type]]
    if field.kind is Kind.RECORD:
        return "; ".join(_example_row(field.type, whole=whole))
    return _EXAMPLES[field.kind]


def _example_row(kind: Any, *, whole: bool) -> Iterator[str]:
    also = _ROW_ALSO.get(kind.__name__, ())
    for each in act_fields(kind):
        if each.needed or whole or each.name in also:
            yield f"{_name_in_row(each)}={_example_value(each)}"


def _quoted(text: str) -> str:
    return text if re.fullmatch(r"[\w,./:-]+", text) else f'"{text}"'
