"""`lunarcurator do`: any act by its name, each of its fields an option."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.booking.bookers import BOOKERS
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.fields import FIELDS, PLACE_FIELDS, FieldKind
from lunarcurator.domain.mass import Mass, MassKind, UnknownReason
from lunarcurator.domain.operations import OPERATIONS, Correct, Describe, Split, Weigh
from lunarcurator.domain.operations.kinds import ActField, Kind, act_fields
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.services.act_options import ActOptions, OptionRefused
from lunarcurator.services.commands import doing
from lunarcurator.services.spellings import Spellings
from lunarcurator.services.words import Words

from tests.commands.conftest import Ended
from tests.house.sources import PROJECT

KINDS = tuple(OPERATIONS)
OPTIONS = ActOptions(Spellings.load())
TABLES = [Words.load(name, PROJECT / "resources" / "languages", strict=True) for name in ("en", "zh_CN")]
VALUES: dict[Kind, tuple[Any, str]] = {
    Kind.TEXT: ("月壤; x, 1", "月壤; x, 1"),
    Kind.SCALAR: ("grey", "grey"),
    Kind.REFERENCE: ("15555,46", " 15555,46"),
    Kind.FLAG: (True, "yes"),
    Kind.DAY: (20260301, "2026-03-01"),
    Kind.MASS: (Mass.stated(1_500, 10), "1.50 mg"),
    Kind.MICROGRAMS: (7_000, "7 mg"),
    Kind.LENGTH: (5_000, "5 mm"),
    Kind.AREA: (250, "250 µm²"),
    Kind.TEMPERATURE: (253_150, "-20 °C"),
    Kind.SHARE: (97_500, "97.5 %"),
    Kind.NUMBER: (3, "3"),
    Kind.PAIR: (("station", "S9a"), "station=S9a"),
}
"""A value of each kind, and how it is written."""


def sample(field: ActField) -> tuple[Any, str]:
    """A value of a field with every part of it saying something, and how it is written."""
    if field.kind is Kind.CHOICE:
        last = list(field.type)[-1]
        return last, str(last).replace("_", "-").upper()
    if field.kind in {Kind.READING, Kind.RECORD}:
        value, parts = row_of(field.type)
        return value, "; ".join(parts)
    return VALUES[field.kind]


def row_of(kind: Any) -> tuple[Any, list[str]]:
    """A record with each field filled, and what is written of each; several records in one are not."""
    values, parts = {}, []
    for each in act_fields(kind):
        if each.several and each.kind is Kind.RECORD:
            continue
        value, text = sample(each)
        values[each.name] = (value,) if each.several else value
        if each.kind in {Kind.READING, Kind.RECORD}:
            parts += [f"{each.plain_name}.{part}" for part in row_of(each.type)[1]]
        else:
            parts.append(f"{each.plain_name.replace('_', '-')}={text}")
    return kind(**values), parts


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_of_every_field_is_the_act(kind: str) -> None:
    said, values = {}, {}
    for each in act_fields(OPERATIONS[kind]):
        value, text = sample(each)
        said[each.plain_name] = [text, text] if each.several else [text]
        values[each.name] = (value, value) if each.several else value
    assert OPTIONS.act(kind, said) == OPERATIONS[kind](**values)


@pytest.mark.parametrize("words", TABLES, ids=lambda words: words.language)
@pytest.mark.parametrize("kind", KINDS)
def test_the_help_of_an_act_has_an_example_that_can_be_read(kind: str, words: Words) -> None:
    parser = doing.act_parser(kind, words)
    told = parser.parse_args(["a.lunar", *doing.example_options(kind)])
    assert isinstance(OPTIONS.act(kind, doing.said_of(kind, told)), OPERATIONS[kind])
    doing._is_whole(kind, doing.said_of(kind, told))
    told_by_help = parser.format_help()
    assert doing.example(kind) in told_by_help
    assert doing.example_options(kind), "an example without a field says nothing"
    options = [doing.option_of(each.plain_name) for each in act_fields(OPERATIONS[kind])]
    assert all(each in told_by_help for each in options)
    assert len({*options}) == len(options)


def inside(kind: Any) -> Iterator[Any]:
    yield kind
    for each in act_fields(kind):
        if each.kind in {Kind.READING, Kind.RECORD}:
            yield from inside(each.type)


def test_each_kind_of_field_is_shown_in_use() -> None:
    """A kind that no operation has any more is no kind."""
    used = {each.kind for kind in OPERATIONS.values() for part in inside(kind) for each in act_fields(part)}
    assert used == set(Kind)


def test_a_type_that_has_no_kind_is_a_fault_of_the_program() -> None:
    @dataclass
    class Odd:
        a: float

    with pytest.raises(TypeError):
        act_fields(Odd)


MASSES = (
    ("1.5 g", Mass.stated(1_500_000, 100_000)),
    ("~150 g", Mass.estimated(150_000_000, 1_000_000)),
    ("measured 1.50 mg", Mass.measured(1_500, 10)),
    ("Nominal: 2 g", Mass.nominal(2_000_000, 1_000_000)),
    ("unknown", Mass.unknown(UnknownReason.NOT_STATED)),
    ("unknown: in epoxy", Mass.unknown(UnknownReason.EPOXY)),
    ("不详：sealed", Mass.unknown(UnknownReason.SEALED)),
    ("not applicable", Mass.not_applicable()),
    ("0 g", Mass.stated(0, 1_000_000)),
)


@pytest.mark.parametrize(("text", "mass"), MASSES, ids=lambda each: str(each))
def test_a_mass_says_its_kind_and_its_unit(text: str, mass: Mass) -> None:
    said = {"collection": ["Apollo"], "number": ["15999"], "mass": [text]}
    assert OPTIONS.act("register", said).mass == mass


@pytest.mark.parametrize("kind", [each for each in MassKind if each in {MassKind.MEASURED, MassKind.REPORTED}])
def test_a_mass_of_a_kind_needs_a_figure_with_a_unit(kind: str) -> None:
    with pytest.raises(OptionRefused):
        OPTIONS.act("register", {"collection": ["A"], "number": ["1"], "mass": [f"{kind} 5"]})


READINGS = (
    ("1.2034 g", Reading(net_ug=1_203_400, resolution_ug=100)),
    ("1.2034 g; balance=Balance A", Reading(net_ug=1_203_400, balance="Balance A")),
    ("gross=3.20 g, tare=2.1 g", Reading(gross_ug=3_200_000, tare_ug=2_100_000, resolution_ug=100_000)),
    ("net=1 g; resolution=1 mg", Reading(net_ug=1_000_000, resolution_ug=1_000)),
    ("balance=Balance A", Reading(balance="Balance A")),
    ("resolution=", Reading()),
    ('{"net_ug": 5}', Reading(net_ug=5)),
)


@pytest.mark.parametrize(("text", "reading"), READINGS, ids=lambda each: str(each))
def test_a_reading_is_its_net_mass_or_says_its_parts(text: str, reading: Reading) -> None:
    assert OPTIONS.act("weigh", {"sample": ["15555"], "reading": [text]}) == Weigh(sample="15555", reading=reading)


def test_a_row_keeps_the_commas_of_its_numbers_and_takes_a_reading_beside_its_balance() -> None:
    row = "number=15555,46; mass=1.2 g, reading=1.2 g; reading.balance=Balance A；remarks=grey, dark; handled"
    split = OPTIONS.act("split", {"parent": ["15555"], "daughters": [row]})
    assert isinstance(split, Split)
    made = split.daughters[0]
    assert (made.number, made.remarks) == ("15555,46", "grey, dark; handled")
    assert made.reading == Reading(net_ug=1_200_000, balance="Balance A")


def value_of(field: FieldKind) -> tuple[Scalar, str]:
    kinds = {
        FieldKind.MASS: Kind.MICROGRAMS,
        FieldKind.AREA: Kind.AREA,
        FieldKind.PERCENT: Kind.SHARE,
        FieldKind.DAY: Kind.DAY,
        FieldKind.INTEGER: Kind.NUMBER,
        FieldKind.LENGTH: Kind.LENGTH,
        FieldKind.TEMPERATURE: Kind.TEMPERATURE,
    }
    value, text = (1, "yes") if field is FieldKind.FLAG else VALUES[kinds.get(field, Kind.SCALAR)]
    return value, text


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda each: each.key)
def test_a_value_is_written_as_its_field_is(field: Any) -> None:
    value, text = (field.terms[-1], field.terms[-1]) if field.terms else value_of(field.kind)
    said = {"sample": ["15555"], "field": [field.key], "old": [" "], "new": [text], "evidence": ["seen"]}
    expected = Correct(sample="15555", field=field.key, old=None, new=value, evidence="seen")
    assert OPTIONS.act("correct", said) == expected


@pytest.mark.parametrize("field", PLACE_FIELDS.values(), ids=lambda each: each.key)
def test_a_value_of_a_place_is_written_as_its_field_is(field: Any) -> None:
    value, text = (field.terms[-1], field.terms[-1]) if field.terms else value_of(field.kind)
    act = OPTIONS.act("correct_place", {"place": ["Vault"], "field": [field.key], "old": [""], "new": [text]})
    assert act.new == value


REFUSED = (
    ("weigh", {"sample": ["1"], "reading": ["5"]}, "cli.do_no_unit"),
    ("weigh", {"sample": ["1"], "reading": ["5 g; net=5 g"]}, "cli.do_twice"),
    ("weigh", {"sample": ["1"], "reading": ["about 5 g"]}, "mass.text_estimate"),
    ("weigh", {"sample": ["1"], "reading": ['{"net": 5}']}, "operation.unknown_field"),
    ("weigh", {"sample": ["1"], "reading": ['{"net_ug": "x"}']}, "operation.malformed"),
    ("weigh", {"sample": ["1"], "reading": ["{"]}, "operation.malformed"),
    ("weigh", {"sample": ["1", "2"], "reading": ["5 g"]}, "cli.do_twice"),
    ("weigh", {"sample": ["1"]}, "cli.do_missing"),
    ("split", {"parent": ["1"], "daughters": ["15555,46"]}, "cli.do_row"),
    ("check_place", {"place": ["V"], "elsewhere": ["sample=1"]}, "cli.do_missing"),
    ("split", {"parent": ["1"], "daughters": ["count=2", "count=x"]}, "import.not_a_count"),
    ("expose", {"kind": ["sunburn"]}, "cli.do_choice"),
    ("expose", {"kind": ["air"], "until": ["soon"]}, "day.text_unreadable"),
    (
        "hand_over",
        {"shipment": ["S"], "given_by": ["A"], "taken_by": ["B"], "seals_intact": ["maybe"]},
        "cli.do_choice",
    ),
    ("register", {"collection": ["A"], "number": ["1"], "area": ["12"]}, "cli.do_area"),
    ("register", {"collection": ["A"], "number": ["1"], "area": ["0.5 um2"]}, "cli.do_area"),
    ("register", {"collection": ["A"], "number": ["1"], "other": ["S9a"]}, "cli.do_pair"),
    ("register", {"collection": ["A"], "number": ["1"], "mass": ["measured"]}, "mass.text_empty"),
    ("freeze", {"samples": ["1"], "temperature": ["-20 F"]}, "temperature.unreadable"),
    ("dissect", {"parent": ["1"], "dissection_pass": [" "], "daughters": [""]}, "cli.do_empty"),
)


def innermost(refused: Any) -> str:
    why = refused.facts.get("why")
    return refused.key if why is None else innermost(why)


@pytest.mark.parametrize(("kind", "said", "key"), REFUSED, ids=lambda each: str(each)[:40])
def test_what_cannot_be_read_is_refused(kind: str, said: dict[str, list[str]], key: str) -> None:
    with pytest.raises(OptionRefused) as refused:
        OPTIONS.act(kind, said)
    assert innermost(refused.value) == key


def test_a_field_left_empty_is_not_known_and_a_text_left_empty_is_empty() -> None:
    said = {"shipment": ["S-1"], "given_by": ["A"], "taken_by": ["B"]}
    assert OPTIONS.act("hand_over", {**said, "seals_intact": ["unknown"]}).seals_intact is None
    assert OPTIONS.act("hand_over", {**said, "seals_intact": [""]}).seals_intact is None
    assert OPTIONS.act("change_loan", {"loan": ["L-1"], "purpose": [""]}).purpose == ""


STAY = {
    ("ChangeLoan", "agreement"),
    *(("PackShipment", each) for each in ("direction", "carrier")),
    *(("CorrectBirth", each) for each in ("mass", "parent", "born")),
}
"""Fields in which nothing said leaves what is on record, and which a record is never without."""
CLAIMS = {str(each.default) for kind in OPERATIONS.values() for part in inside(kind) for each in act_fields(part)}
CLAIMS -= {"other", "not_stated"}


def empty_of(kind: Any, field: ActField) -> Any:
    """What an empty text says of an optional field, or the key of the sentence that refuses it."""
    if (kind.__name__, field.name) in STAY:
        return "cli.do_stays"
    if (kind.__name__, field.name) == ("ChangeLoan", "project_until"):
        return 0
    if field.several:
        return ()
    if field.kind is Kind.TEXT:
        return ""
    if field.open or field.kind is Kind.SCALAR:
        return None
    return "cli.do_no_choice" if field.kind is Kind.CHOICE and str(field.default) in CLAIMS else field.default


def places() -> Iterator[tuple[str, ActField | None, Any, ActField]]:
    """Each optional field of every act and of the records in it: act, field with the record, class, field."""
    seen = set()
    for name, kind in OPERATIONS.items():
        rows = [each for each in act_fields(kind) if each.kind in {Kind.READING, Kind.RECORD}]
        for within, part in [(None, kind), *((each, each.type) for each in rows)]:
            for field in act_fields(part):
                if not field.needed and (part, field.name) not in seen:
                    seen.add((part, field.name))
                    yield name, within, part, field


def test_every_record_inside_an_act_is_walked() -> None:
    parts = {part for kind in OPERATIONS.values() for part in inside(kind)}
    assert {part for _, _, part, _ in places()} == {part for part in parts if not all_needed(part)}


def all_needed(part: Any) -> bool:
    return all(each.needed for each in act_fields(part))


@pytest.mark.parametrize(
    ("kind", "within", "part", "field"),
    [pytest.param(*each, id=f"{each[2].__name__}-{each[3].name}") for each in places()],
)
def test_an_empty_text_says_of_every_optional_field_that_nothing_is_known(
    kind: str, within: ActField | None, part: Any, field: ActField
) -> None:
    said = {each.plain_name: [sample(each)[1]] for each in act_fields(OPERATIONS[kind]) if each.needed}
    if within is None:
        said[field.plain_name] = [""]
    else:
        row = [f"{each.plain_name}={sample(each)[1]}" for each in act_fields(part) if each.needed]
        said[within.plain_name] = ["; ".join([*row, f"{field.plain_name}="])]
    expected = empty_of(part, field)
    if isinstance(expected, str) and expected.startswith("cli."):
        with pytest.raises(OptionRefused) as refused:
            OPTIONS.act(kind, said)
        assert innermost(refused.value) == expected
        return
    act = OPTIONS.act(kind, said)
    holder = act if within is None else getattr(act, within.name)
    holder = holder[0] if isinstance(holder, tuple) else holder
    assert (getattr(holder, field.name), type(getattr(holder, field.name))) == (expected, type(expected))


def test_values_of_a_row_are_read_by_the_field_they_name() -> None:
    said = {"sample": ["15555"], "values": ["field=thickness_um; value=30 um", "field=colour; value=grey"]}
    described = OPTIONS.act("describe", said)
    assert isinstance(described, Describe)
    assert [each.value for each in described.values] == [30, "grey"]


WHO = ("--operator", "A. Curator (demo)")


def test_an_act_is_posted_with_its_day_as_it_was_worded(run: Callable[..., Ended], demonstration: str) -> None:
    done = run(
        "do", "weigh", demonstration, "--sample", "15555,46", "--reading", "3.0 mg", *WHO, "--day", "March 2026"
    )
    told = "Entry 102: Weighed 15555,46: 0.0030\u00a0g, read to 0.1\u00a0mg\n"
    assert (done.code, done.out) == (0, told)
    assert run("export", "journal", "--from", demonstration, "--to", "journal.csv").code == 0
    assert "March 2026" in Path("journal.csv").read_text(encoding="utf-8-sig")


def test_a_document_that_is_here_is_kept_with_its_checksum(
    run: Callable[..., Ended], store: str, tmp_path: Path
) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"plan")
    done = run("do", "set-up-institution", store, "--name", "Institute A")
    assert done.code == 0, done.err
    assert (
        run("do", "set-up-person", store, "--name", "Borrower A", "--affiliations", "institution=Institute A").code
        == 0
    )
    loan = ("--borrower", "Borrower A", "--lines", "described=a chip")
    done = run("do", "request-loan", store, *loan, "--documents", "kind=request; name=plan.pdf")
    assert done.code == 0, done.err


def test_what_an_authority_must_allow_is_said_with_its_own_options(
    run: Callable[..., Ended], demonstration: str
) -> None:
    lost = ("do", "declare-lost", demonstration, "--samples", "15555,46", "--report", "R-1", *WHO)
    refused = run(*lost)
    assert refused.code == 3
    assert "--authority-document" in refused.err
    allowed = (
        "--authority",
        "W. Witness (demo)",
        "--authority-document",
        "D-1",
        "--witness",
        "P. Processor (demo)",
    )
    assert run(*lost, *allowed, "--because", "searched").code == 0


def test_all_acts_are_listed_and_an_unknown_one_is_refused(run: Callable[..., Ended], store: str) -> None:
    listed = run("do")
    assert listed.code == 0
    assert [line.split()[0] for line in listed.out.splitlines()] == sorted(
        each.replace("_", "-") for each in KINDS if each not in doing.ELSEWHERE
    )
    refused = run("do", "teleport", store)
    assert (refused.code, "teleport" in refused.err) == (2, True)


def test_what_no_booking_can_be_previewed_of_is_posted_by_a_command_of_its_own(
    run: Callable[..., Ended], store: str
) -> None:
    assert {*doing.ELSEWHERE} == {*OPERATIONS} - {*BOOKERS}
    for kind in doing.ELSEWHERE:
        refused = run("do", kind, store, "--entry", "1", "--because", "a slip")
        assert (refused.code, "lunarcurator undo" in refused.err) == (2, True)


def test_an_entry_is_taken_back_by_an_act_that_is_posted_by_itself(
    run: Callable[..., Ended], demonstration: str, tmp_path: Path
) -> None:
    back: dict[str, object] = {"kind": "reverse"}
    file = tmp_path / "back.json"

    def posted(*acts: object) -> Ended:
        file.write_text(json.dumps(acts), encoding="utf-8")
        return run("post", demonstration, str(file), *WHO, "--because", "a slip")

    made = run("do", "set-up-institution", demonstration, "--name", "Institute Z", *WHO)
    assert made.code == 0, made.err
    entry = made.out.split()[1].rstrip(":")
    back["operation"] = {"entry": entry}
    assert posted(back, back).code == 3
    assert posted(back).code == 0
    again = posted(back)
    assert (again.code, "KeyError" in again.err) == (3, False)


def test_help_and_bad_usage_end_with_their_codes(run: Callable[..., Ended], store: str) -> None:
    assert run("do", "split", "--help").code == 0
    assert run("do", "split", store, "--parent", "15555").code == 2
    unread = run("do", "weigh", store, "--sample", "15555", "--reading", "5")
    assert (unread.code, "--reading" in unread.err) == (2, True)
    row = run("do", "set_up_operator", store, "--name", "N", "--field-operator", "", "--role", "wizard")
    assert (row.code, "--role" in row.err) == (2, True)


def test_a_row_names_the_field_inside_it_that_cannot_be_read(run: Callable[..., Ended], store: str) -> None:
    refused = run("do", "split", store, "--parent", "1", "--daughters", "number=2; mass=7")
    assert refused.code == 2
    assert "--daughters: mass: “7” has no unit." in refused.err


WHOLE = {
    "set_up_operator": "operator",
    "set_up_balance": "balance",
    "set_up_institution": "institution",
    "set_up_person": "person",
    "draft_agreement": "agreement",
}


@pytest.mark.parametrize("kind", sorted(WHOLE))
def test_a_record_is_stated_anew_only_with_all_of_its_fields(
    run: Callable[..., Ended], store: str, kind: str
) -> None:
    """What is left out would be emptied, and nobody said so."""
    needed = [part for each in act_fields(OPERATIONS[kind]) if each.needed for part in example_of(each)]
    named = doing.option_of(WHOLE[kind])
    refused = run("do", kind, store, *needed, named, "Somebody")
    assert (refused.code, "would be emptied" in refused.err) == (2, True)
    left = [each for each in act_fields(OPERATIONS[kind]) if not each.needed]
    assert all(doing.option_of(each.plain_name) in refused.err for each in left if each.name != WHOLE[kind])


def example_of(field: ActField) -> tuple[str, str]:
    return doing.option_of(field.plain_name), doing._example_value(field)


def test_a_record_is_changed_by_an_act_that_states_all_of_it(run: Callable[..., Ended], store: str) -> None:
    assert run("do", "set-up-institution", store, "--name", "Institute A", "--names", "甲所").code == 0
    empty = ("--country", "", "--address", "", "--remarks", "moved", "--type", "other", "--no-retired")
    whole = ("--institution", "Institute A", "--name", "Institute A", "--names", "", *empty)
    assert run("do", "set-up-institution", store, *whole).code == 0


def test_a_balance_of_unknown_uncertainty_is_changed(run: Callable[..., Ended], store: str) -> None:
    told = ("--name", "B1", "--resolution", "0.1 mg", "--calibrated", "2026-01-01")
    assert run("do", "set-up-balance", store, *told).code == 0
    anew = ("--balance", "B1", "--name", "B1", "--resolution", "0.1 mg", "--uncertainty", "", "--no-retired")
    days = ("--calibrated", "", "--calibration-due", "")
    done = run("do", "set-up-balance", store, *anew, *days, "--certificate", "C 1")
    assert done.code == 0, done.err


def test_a_row_that_is_no_json_is_refused_before_it_is_looked_at(run: Callable[..., Ended], store: str) -> None:
    refused = run("do", "change-line", store, "--line", "L-1/1", "--wanted", "{")
    assert (refused.code, "Traceback" in refused.err) == (2, False)
    whole = run("do", "change-line", store, "--line", "L-1/1", "--wanted", '{"use": "dating"}')
    assert (whole.code, "leaves out: sample, described" in whole.err) == (2, True)


UNSAID = (
    (
        "set_up_balance",
        {"balance": "B1", "name": "B1", "resolution_ug": 10},
        "set_up_balance leaves out: uncertainty",
    ),
    ("change_line", {"line": "L-1/1", "wanted": {"use": "x"}}, "change_line.wanted leaves out: sample, described"),
    ("restrict", {"samples": ["15555"], "reason": "lead"}, "restrict leaves out: handling"),
)


@pytest.mark.parametrize(("kind", "operation", "told"), UNSAID, ids=lambda each: str(each)[:20])
def test_an_act_in_a_file_leaves_out_nothing_that_it_would_empty(
    run: Callable[..., Ended], store: str, tmp_path: Path, kind: str, operation: dict[str, object], told: str
) -> None:
    file = tmp_path / "act.json"
    file.write_text(json.dumps([{"kind": kind, "operation": operation}]), encoding="utf-8")
    refused = run("post", store, str(file))
    assert refused.code != 0
    assert told in refused.err
