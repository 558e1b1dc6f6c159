"""Each operation and field is complete in every layer: a new one fails here until it is."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, Self, Union, get_args, get_origin, get_type_hints

import pytest
from lunarcurator.desktop.actions import ACTIONS
from lunarcurator.desktop.shell.dispatch import DIALOGS
from lunarcurator.desktop.shell.store_view import named
from lunarcurator.domain.acts import Act, Authority, Override, Posting
from lunarcurator.domain.booking.bookers import BOOKERS
from lunarcurator.domain.facts import ExposureKind, RelationKind
from lunarcurator.domain.fields import FIELDS, PLACE_FIELDS, Field
from lunarcurator.domain.identity import NOBODY
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    OPERATIONS,
    AddBody,
    AddName,
    Adopt,
    AdvanceOrder,
    AnnulEntry,
    AnnulOutcome,
    CancelPlan,
    ChangeCondition,
    CheckPlace,
    CloseCase,
    ComeBack,
    Compose,
    Consume,
    Correct,
    CorrectBirth,
    CorrectIdentity,
    CorrectPlace,
    Daughter,
    DeclareLost,
    Describe,
    Dissect,
    Dissolve,
    Expose,
    FieldValue,
    Freeze,
    MakeSections,
    Merge,
    Mission,
    Move,
    MoveBack,
    OpenCollection,
    OpenSealed,
    Operation,
    OrderState,
    Part,
    PlanSplit,
    PrintLabels,
    Reading,
    Recover,
    Register,
    Relate,
    Renumber,
    ReopenCase,
    Restrict,
    RetirePlace,
    Reverse,
    Revive,
    SendToDisplay,
    SetUpBalance,
    SetUpOperator,
    SetUpPlace,
    Sieve,
    Sight,
    Split,
    StateFact,
    SwapNumbers,
    TakeDown,
    TakeOut,
    TransferKind,
    TransferTitle,
    Void,
    Weigh,
    WriteOff,
)
from lunarcurator.domain.status import Condition, Handling, Title
from lunarcurator.services.act_schema import schema_of_operations
from lunarcurator.services.catalogue import catalogue_of, languages
from lunarcurator.services.codec import decode_acts, encode_acts
from lunarcurator.services.posting import Refused
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store import schema
from sqlalchemy import func, select

from tests.house.accounting_once import ACCOUNTING_ONCE, ACCOUNTING_REASONED
from tests.house.borrowing_once import BORROWING_ONCE
from tests.house.lending_once import LENDING_ONCE
from tests.house.sources import PROJECT
from tests.made_once import copied

KINDS = tuple(OPERATIONS)
CATALOGUES = PROJECT / "resources" / "languages"
LANGUAGES = languages(CATALOGUES)
# Undo has no dialog: it is one key, with its sentence in the status bar.
WITHOUT_DIALOG = {"reverse"}
DAY = 20260301


def words(language: str) -> dict[str, str]:
    return dict(catalogue_of(language, CATALOGUES).sentences)


def filled(kind: Any) -> Any:
    """A value of a type with every part of it saying something."""
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return list(kind)[-1]
    if kind is Mass:
        return Mass.stated(1_500, 10)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{field.name: filled(hints[field.name]) for field in fields(kind)})
    plain = {str: "月壤 x", int: 7, bool: True}
    if kind in plain:
        return plain[kind]
    if hasattr(kind, "__supertype__"):
        return kind(filled(kind.__supertype__))
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return (filled(inner[0]),) if inner[-1] is Ellipsis else tuple(filled(each) for each in inner)
    if origin in {Union, UnionType}:
        return filled(next(each for each in inner if each is not type(None)))
    value = getattr(kind, "__value__", None)
    assert value is not None, f"no example of {kind!r}"
    return filled(value)


@pytest.mark.parametrize("kind", KINDS)
def test_an_operation_goes_through_the_codec_whole(kind: str) -> None:
    act = Act(operation=filled(OPERATIONS[kind]), day=DAY, day_stated="about March 2026")
    assert decode_acts(encode_acts([act])) == (act,)


@pytest.mark.parametrize("kind", KINDS)
def test_an_operation_has_its_schema(kind: str) -> None:
    described = [each["properties"]["kind"]["const"] for each in schema_of_operations()["oneOf"]]
    assert described.count(kind) == 1


def test_each_operation_has_a_booker_and_only_the_undo_is_booked_by_the_store() -> None:
    assert set(KINDS) - set(BOOKERS) == {"reverse"}
    assert set(BOOKERS) <= set(KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_an_operation_has_its_word_and_its_sentence(kind: str, language: str) -> None:
    table = words(language)
    assert table.get(f"operation.{kind}"), f"operation.{kind}"
    assert table.get(f"journal.{kind}"), f"journal.{kind}"


@pytest.mark.parametrize("kind", KINDS)
def test_an_operation_has_its_action_in_the_window(kind: str) -> None:
    assert [action.key for action in ACTIONS.values() if action.operation == kind]


@pytest.mark.parametrize("kind", sorted(set(KINDS) - WITHOUT_DIALOG))
def test_an_operation_has_its_dialog(kind: str) -> None:
    keys = [action.key for action in ACTIONS.values() if action.operation == kind]
    opened = [DIALOGS[key] for key in keys if key in DIALOGS]
    assert opened, f"no dialog behind {keys}"
    for path in opened:
        assert callable(named(path))


def test_every_dialog_behind_an_action_can_be_opened_by_its_name() -> None:
    assert set(DIALOGS) <= set(ACTIONS)
    for path in DIALOGS.values():
        assert callable(named(path)), path


@pytest.mark.parametrize("field", FIELDS.values(), ids=str)
def test_a_field_has_a_column_and_a_label(field: Field) -> None:
    assert field.key in schema.sample.c
    assert all(words(language).get(f"field.{field.key}") for language in LANGUAGES)


@pytest.mark.parametrize("field", PLACE_FIELDS.values(), ids=str)
def test_a_field_of_a_place_has_a_column_and_a_label(field: Field) -> None:
    assert field.key in schema.place.c
    assert all(words(language).get(f"field.{field.key}") for language in LANGUAGES)


class Lab:
    """A store with what every operation needs to be done once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.session = StoreSession.make(path)
        self.post(SetUpOperator(name="A. Curator"))
        self.post(SetUpOperator(name="W. Witness"))
        self.post(
            OpenCollection(code="A", name="Apollo", scheme="apollo", missions=(Mission(code="M", name="M"),)),
            SetUpPlace(kind="site", name="Lab"),
            SetUpPlace(kind="vault", name="Vault", parent="Lab"),
            SetUpPlace(kind="vault", name="Empty", parent="Lab"),
            Register(collection="A", number="15555", mission="M", mass=Mass.measured(9_000, 1_000), place="Vault"),
            Register(collection="A", number="15556", mission="M", original=Mass.stated(5_000, 1_000)),
        )
        self.plan = self.post(PlanSplit(parent="15555", daughters=(Daughter(),)))
        self.post(Register(collection="A", number="15558", mission="M", mass=Mass.measured(4_000, 1_000)))
        self.post(Register(collection="A", number="15559", mission="M", mass=Mass.measured(2_000, 1_000)))
        self.post(Void(sample="15559"))

    @classmethod
    def begun(cls, path: Path) -> Self:
        """Return one at a path, a copy of what was made once."""
        made = copied(cls, path)
        made.path = path
        return made

    def post(self, *operations: Operation, **more: Any) -> int:
        acts = tuple(Act(operation=each, day=DAY) for each in operations)
        operator = "A. Curator" if self.session.head().seq else f"#{NOBODY}"
        return self.session.post(Posting(acts=acts, operator=operator, **more)).seq

    def lost(self) -> str:
        """The number of a piece that is lost."""
        self.post(DeclareLost(samples=("15555",), report="12"), **SANCTIONED["declare_lost"])
        return "15555"

    def given_away(self) -> str:
        """The number of a piece whose title passed on."""
        gift = TransferTitle(samples=("15555",), kind=TransferKind.GIFT, counterpart="A museum", document="Deed 3")
        self.post(gift, **SANCTIONED["transfer_title"])
        return "15555"

    def sealed(self) -> str:
        self.post(SetUpPlace(kind="box", name="Sealed box", parent="Vault", sealed=True))
        self.post(Move(to="Sealed box", samples=("15555",)))
        return "Sealed box"

    def cold(self) -> str:
        self.post(Freeze(samples=("15555",), temperature_mk=253_000, evidence="log 6"))
        return "15555"

    def shown(self) -> str:
        """The number of a piece on display."""
        self.post(SetUpPlace(kind="venue", name="Museum"), SendToDisplay(samples=("15555",), place="Museum"))
        return "15555"

    def case(self) -> str:
        """Count the vault, miss a piece there, and return the case of it."""
        return f"{self.post(CheckPlace(place='Vault', missing=('15555',)))}-1"

    def closed_case(self) -> str:
        case = self.case()
        self.post(CloseCase(case=case, outcome="given up"))
        return case

    def given(self, seq: int) -> set[str]:
        """The codes and numbers that an entry gives."""
        with closing(sqlite3.connect(self.path)) as connection:
            touches = connection.execute("SELECT changes FROM touch WHERE entry = ?", (seq,))
            codes = {told for (changes,) in touches for key, told in json.loads(changes) if key == "code" and told}
            numbers = connection.execute("SELECT number FROM number_claim WHERE entry = ?", (seq,))
            return codes | {number for (number,) in numbers}

    def touched(self, seq: int) -> int:
        count = select(func.count()).select_from(schema.touch).where(schema.touch.c.entry == seq)
        with self.session.database.connect() as connection:
            return int(connection.execute(count).scalar_one())


def fraction(**values: int) -> Daughter:
    said = tuple(FieldValue(field=key, value=value) for key, value in values.items())
    return Daughter(mass=Mass.measured(1_000, 1_000), values=said)


READING = Reading(net_ug=9_000, resolution_ug=1_000)
ONCE: dict[str, Callable[[Lab], Operation]] = {
    "open_collection": lambda lab: OpenCollection(code="B", name="Other", scheme="plain"),
    "set_up_operator": lambda lab: SetUpOperator(name="N. Newcomer"),
    "set_up_balance": lambda lab: SetUpBalance(name="B9", resolution_ug=10),
    "register": lambda lab: Register(collection="A", number="15557", mission="M", mass=Mass.stated(1, 1)),
    "add_name": lambda lab: AddName(sample="15555", name="Great"),
    "write_off": lambda lab: WriteOff(sample="15556", ug=1_000),
    "describe": lambda lab: Describe(sample="15555", values=(FieldValue(field="remarks", value="grey"),)),
    "correct": lambda lab: Correct(sample="15555", field="remarks", old=None, new="grey", evidence="seen"),
    "weigh": lambda lab: Weigh(sample="15555", reading=READING),
    "plan_split": lambda lab: PlanSplit(parent="15555", daughters=(Daughter(),)),
    "cancel_plan": lambda lab: CancelPlan(plan=str(lab.plan)),
    "split": lambda lab: Split(parent="15555", daughters=(Daughter(mass=Mass.measured(1_000, 1_000)),)),
    "sieve": lambda lab: Sieve(parent="15555", daughters=(fraction(sieve_max_um=1_000),)),
    "dissect": lambda lab: Dissect(
        parent="15555", dissection_pass=1, daughters=(fraction(depth_top_um=0, depth_bottom_um=5_000),)
    ),
    "make_sections": lambda lab: MakeSections(parent="15555", numbers=",7-9 except ,8", form="potted_butt"),
    "compose": lambda lab: Compose(
        parts=(Part(sample="15555", ug=1_000), Part(sample="15558")), collection="A", number="15999"
    ),
    "set_up_place": lambda lab: SetUpPlace(kind="vault", name="Second", parent="Lab"),
    "correct_place": lambda lab: CorrectPlace(place="Vault", field="remarks", old=None, new="cold"),
    "retire_place": lambda lab: RetirePlace(place="Empty"),
    "move": lambda lab: Move(to="Empty", samples=("15555",)),
    "sight": lambda lab: Sight(samples=("15555",)),
    "void": lambda lab: Void(sample="15556"),
    "consume": lambda lab: Consume(sample="15555", evidence="report 7"),
    "declare_lost": lambda lab: DeclareLost(samples=("15555",), report="12"),
    "recover": lambda lab: Recover(sample=lab.lost(), place="Empty", evidence="in a drawer", confirmed=True),
    "transfer_title": lambda lab: TransferTitle(
        samples=("15555",), kind=TransferKind.GIFT, counterpart="A museum", document="Deed 3"
    ),
    "come_back": lambda lab: ComeBack(
        samples=(lab.given_away(),), place="Empty", title=Title.HELD_FOR, owner="A court", document="Writ 4"
    ),
    "send_to_display": lambda lab: SendToDisplay(samples=("15555",), place="Empty"),
    "take_down": lambda lab: TakeDown(samples=(lab.shown(),), to="Vault"),
    "move_back": lambda lab: MoveBack(entry=str(lab.post(Move(to="Empty", samples=("15555",))))),
    "expose": lambda lab: Expose(samples=("15555",), kind=ExposureKind.AIR, evidence="log 4"),
    "open_sealed": lambda lab: OpenSealed(place=lab.sealed(), evidence="log 5"),
    "freeze": lambda lab: Freeze(samples=("15555",), temperature_mk=253_000, evidence="log 6"),
    "take_out": lambda lab: TakeOut(samples=(lab.cold(),), evidence="log 7"),
    "change_condition": lambda lab: ChangeCondition(
        samples=("15555",), condition=Condition.RETURNED, reason="seen", evidence="log 8"
    ),
    "restrict": lambda lab: Restrict(samples=("15555",), handling=(Handling.NO_SAW,), reason="lead"),
    "relate": lambda lab: Relate(sample="15555", other="15556", kind=RelationKind.FITS, source="tried"),
    "state_fact": lambda lab: StateFact(sample="15555", field="collected", value="S9a", source="notes"),
    "check_place": lambda lab: CheckPlace(place="Vault", missing=("15555",)),
    "close_case": lambda lab: CloseCase(case=lab.case(), outcome="found"),
    "reopen_case": lambda lab: ReopenCase(case=lab.closed_case(), why="found after all"),
    "advance_order": lambda lab: AdvanceOrder(order=str(lab.plan), state=OrderState.IN_CABINET),
    "print_labels": lambda lab: PrintLabels(samples=("15555",), layout="roll"),
    "renumber": lambda lab: Renumber(sample="15558", parent="15555"),
    "swap_numbers": lambda lab: SwapNumbers(sample="15555", other="15558"),
    "merge": lambda lab: Merge(sample="15558", into="15555"),
    "dissolve": lambda lab: Dissolve(sample="15558", daughters=(Daughter(), Daughter(unaccounted=True))),
    "adopt": lambda lab: Adopt(sample="15558", parent="15555"),
    "correct_birth": lambda lab: CorrectBirth(sample="15558", mass=Mass.stated(5_000, 1_000), evidence="page 7"),
    "revive": lambda lab: Revive(sample="15559"),
    "add_body": lambda lab: AddBody(sample="15558", body="B", first="A", mass=Mass.stated(1_000, 1_000)),
    "correct_identity": lambda lab: CorrectIdentity(sample="15558", other="15555", evidence="photograph"),
    "annul_entry": lambda lab: AnnulEntry(entry=altered(lab), outcome=AnnulOutcome.WITHDRAWN),
    **ACCOUNTING_ONCE,
    **BORROWING_ONCE,
    **LENDING_ONCE,
}


def sanctioned(key: str) -> dict[str, Any]:
    """All that an act needs which a rule leaves to an authority."""
    return {
        "overrides": (Override(key=key, reason="searched"),),
        "authority": Authority(name="M. Manager", document="Memo"),
        "witness": "W. Witness",
    }


SANCTIONED = {
    "compose": {"overrides": (Override(key="compose.not_weighed", reason="set in epoxy"),)},
    "dissolve": {"overrides": (Override(key="mass.rest_unmeasured", reason="one is not here"),)},
    "write_off": sanctioned("write_off.needs_authority"),
    "declare_lost": sanctioned("lost.needs_authority"),
    "transfer_title": sanctioned("transfer.needs_authority"),
    "come_back": {"overrides": (Override(key="recover.not_confirmed", reason="sealed"),)},
    "report_loss": sanctioned("line.loss_needs_authority"),
    "release_line": sanctioned("release.needs_authority"),
    "annul_entry": sanctioned("annul.needs_authority"),
    **ACCOUNTING_REASONED,
}


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    made = Lab.begun(tmp_path / "complete.lunar")
    yield made
    made.session.close()


def altered(lab: Lab) -> str:
    """The number of an entry whose heading somebody altered."""
    seq = lab.post(AddName(sample="15555", name="Great"))
    lab.session.close()
    with closing(sqlite3.connect(lab.path)) as raw, raw:
        (guard,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'guard_entry_update'").fetchone()
        raw.execute("DROP TRIGGER guard_entry_update")
        raw.execute("UPDATE entry SET reason = 'another' WHERE seq = ?", (seq,))
        raw.execute(guard)
    lab.session = StoreSession.open(lab.path)
    return str(seq)


# An annulment answers for damage and stays: what is right is posted as an act of its own.
NOT_UNDONE = {"annul_entry"}

STATES_NUMBERS = {"make_sections", "add_body"}
"""Acts that are told their numbers otherwise than each as it is."""


def test_every_operation_but_the_undo_is_tried_here() -> None:
    assert set(ONCE) == set(KINDS) - {"reverse"}


@pytest.mark.parametrize("kind", ONCE)
def test_an_operation_says_whom_it_touches_and_is_undone_and_done_again(kind: str, lab: Lab) -> None:
    operation = ONCE[kind](lab)
    seq = lab.post(operation, **SANCTIONED.get(kind, {}))
    assert lab.touched(seq) > 0, "an entry that touches nothing could be undone under later ones"
    if kind in NOT_UNDONE:
        with pytest.raises(Refused):
            lab.post(Reverse(entry=str(seq)))
        return

    undo = lab.post(Reverse(entry=str(seq)))
    assert lab.touched(undo) > 0
    redone = lab.post(Reverse(entry=str(undo)))
    assert redone == undo + 1

    lab.post(Reverse(entry=str(redone)))
    again = lab.post(operation, **SANCTIONED.get(kind, {}))
    given = {each for each in lab.given(seq) & lab.given(again) if repr(each) not in repr(operation)}
    assert not given or kind in STATES_NUMBERS, (
        "what was undone keeps its numbers: papers that name them may have gone out"
    )
