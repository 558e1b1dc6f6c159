from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    AddName,
    Describe,
    Mission,
    Move,
    OpenCollection,
    OtherName,
    Register,
    SetUpPlace,
    Void,
)
from lunarcurator.domain.operations.describing import FieldValue
from lunarcurator.domain.pieces import PieceState
from lunarcurator.services.importing import (
    Difference,
    ImportPlan,
    Profiles,
    RowsRefused,
    Source,
    Verdict,
    guess_reading,
    plan_reading,
    post_import,
)
from lunarcurator.services.importing.asking.collection import COLLECTION
from lunarcurator.services.importing.asking.looking import Looking
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.first_pieces import facts_of, first_pieces
from lunarcurator.services.pieces import piece_view
from lunarcurator.services.posting import Cancelled
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.source import StoreSource
from sqlalchemy import text

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.plans import plan_import

HEADER = "ID,Mission,Type,Subtype,Weight (g),Pristine (%)"


@pytest.fixture(autouse=True)
def book(do: Callable[..., object]) -> None:
    missions = (Mission(code="Apollo 11", name="Apollo 11", opened=19690726),)
    do(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=missions), day=19690101)
    do(
        Register(
            collection="Apollo",
            number="10017",
            mission="Apollo 11",
            mass=Mass.unknown("not_reconciled"),
            original=Mass.stated(973_000_000, 1_000_000),
            class_name="Basalt",
            subclass="Ilmenite",
            pristinity_milli=43_710,
            names=(OtherName(name="Old 17"),),
        ),
        day=19690726,
    )


def one(plan: ImportPlan) -> tuple[Verdict, list[str]]:
    (row,) = plan.rows
    return row.verdict, [reason.key for reason in row.reasons]


@pytest.mark.parametrize(
    ("row", "verdict", "reasons"),
    [
        ("10017,Apollo11,Basalt,ilmenite,973,43.71", Verdict.SAME, []),
        ("10017,A11,BASALT,,973.4,43.7", Verdict.SAME, []),
        ("10017.0,,,,,", Verdict.SAME, []),
        ("10018,Apollo 11,Breccia,,1.5,", Verdict.NEW, []),
        ("10018,Apollo 11,Breccia,,0,12", Verdict.NEW, ["import.zero_unknown"]),
        ("10018,Apollo 11,Breccia,,0,0", Verdict.NEW, ["import.zero_retired"]),
        ("10018,Apollo 11,Breccia,,2,110.5", Verdict.NEW, ["register.pristinity_doubtful"]),
        ("10017,Apollo 11,Basalt,Olivine,973,43.71", Verdict.CHANGED, []),
        ("10017,Apollo 11,Basalt,Ilmenite,980,43.71", Verdict.CONFLICT, ["import.original_differs"]),
        ("10017,Apollo 12,Basalt,Ilmenite,973,43.71", Verdict.CONFLICT, ["import.differs"]),
        ("old 17,Apollo 11,,,,", Verdict.REFUSED, ["number.not_in_scheme"]),
        (",Apollo 11,Basalt,,5,", Verdict.REFUSED, ["number.empty"]),
        ("10018,Apollo 99,Basalt,,5,", Verdict.REFUSED, ["register.mission_unknown"]),
        ("10018,Apollo 11,Basalt,,heavy,", Verdict.REFUSED, ["mass.text_unreadable"]),
        ("10018,Apollo 11,Basalt,,-3,", Verdict.REFUSED, ["mass.text_negative"]),
        ("10018,Apollo 11,Basalt,,5,much", Verdict.REFUSED, ["import.not_a_percentage"]),
    ],
)
def test_a_row_gets_its_verdict_with_reasons(
    session: StoreSession, sheet: Callable[..., Path], words: Words, row: str, verdict: Verdict, reasons: list[str]
) -> None:
    plan = plan_import(session, sheet(HEADER, row), collection="Apollo")
    assert one(plan) == (verdict, reasons)
    assert all(words.say_finding(reason) for reason in plan.rows[0].reasons)


def test_what_differs_is_told_field_by_field_and_corrected_with_the_file_as_evidence(
    session: StoreSession, sheet: Callable[..., Path]
) -> None:
    path = sheet("Number,Class,Subclass,Remarks", "10017,Basalt,Olivine,seen")
    plan = plan_import(session, path)
    assert plan.rows[0].differences == (
        Difference("subclass", "Ilmenite", "Olivine"),
        Difference("remarks", None, "seen"),
    )
    posted = post_import(session, plan, OPERATOR)
    view = piece_view(session, plan.rows[0].basis[0])  # type: ignore[index]
    assert view is not None
    assert (view.row.values["subclass"], view.row.values["remarks"]) == ("Olivine", "seen")
    assert [fact.earlier[0].value for fact in view.facts if fact.key == "subclass"] == ["Ilmenite"]
    assert posted.seq in view.entries
    assert plan_import(session, path).counts[Verdict.SAME] == 1


def test_a_number_that_is_another_name_of_a_piece_is_a_conflict(
    session: StoreSession, do: Callable[..., object], sheet: Callable[..., Path]
) -> None:
    do(AddName(sample="10017", name="10099"))
    verdict, reasons = one(plan_import(session, sheet("ID,Weight (g)", "10099,5")))
    assert (verdict, reasons) == (Verdict.CONFLICT, ["import.known_as"])


def test_a_void_piece_is_a_conflict(
    session: StoreSession, do: Callable[..., object], sheet: Callable[..., Path]
) -> None:
    do(Void(sample="10017"))
    verdict, reasons = one(plan_import(session, sheet("ID,Weight (g)", "10017,973")))
    assert (verdict, reasons[0]) == (Verdict.CONFLICT, "import.is_void")


def test_a_number_that_stands_twice_and_says_two_things_never_comes_in(
    session: StoreSession, sheet: Callable[..., Path]
) -> None:
    plan = plan_import(session, sheet("ID,Mission,Weight (g)", "10018,Apollo 11,5", "10018,Apollo 11,6"))
    assert [row.verdict for row in plan.rows] == [Verdict.CONFLICT, Verdict.CONFLICT]
    plan = plan_import(session, sheet("ID,Mission,Weight (g)", "10018,Apollo 11,5", "10018,Apollo 11,5"))
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.SAME]


def test_parents_come_in_before_their_daughters_wherever_they_stand(
    session: StoreSession, sheet: Callable[..., Path]
) -> None:
    path = sheet(
        "Number,Parent,Mission,Mass now (g),Place",
        '"10018,3","10018,1",,2,',
        '"10018,1",10018,,10,',
        "10018,,Apollo 11,100,",
        '"10019,1",10019,,1,',
    )
    plan = plan_import(session, path)
    assert [row.verdict for row in plan.rows] == [Verdict.NEW] * 3 + [Verdict.CONFLICT]
    assert plan.rows[3].reasons[0].key == "import.parent_missing"
    with pytest.raises(RowsRefused) as refused:
        post_import(session, plan, OPERATOR)
    assert [row.row for row in refused.value.rows] == [5]
    posted = post_import(session, plan, OPERATOR, skip_bad=True)
    assert len(posted.changes.born) == 3


def test_more_daughters_than_mass_is_a_conflict_before_anything_is_written(
    session: StoreSession, sheet: Callable[..., Path]
) -> None:
    path = sheet(
        "Number,Parent,Mission,Mass now (g)", "10018,,Apollo 11,10", '"10018,1",10018,,6', '"10018,2",10018,,6'
    )
    plan = plan_import(session, path)
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.NEW, Verdict.CONFLICT]


def test_a_mass_typed_into_a_sheet_never_becomes_a_weighing(
    session: StoreSession, sheet: Callable[..., Path]
) -> None:
    post_import(
        session, plan_import(session, sheet("Number,Mission,Mass now (g)", "10018,Apollo 11,5.0")), OPERATOR
    )
    same = plan_import(session, sheet("Number,Mass now (mg)", "10018,5010"))
    assert one(same) == (Verdict.SAME, [])
    other = plan_import(session, sheet("Number,Mass now (g)", "10018,4"))
    assert one(other) == (Verdict.CONFLICT, ["import.mass_differs"])
    unknown = plan_import(session, sheet("Number,Mass now (g)", "10017,4"))
    assert one(unknown) == (Verdict.CONFLICT, ["import.mass_differs_unknown"])


def test_places_names_days_and_unknown_columns_are_taken_over(
    session: StoreSession, do: Callable[..., object], sheet: Callable[..., Path]
) -> None:
    do(SetUpPlace(kind="room", name="Room 1"), day=19690101)
    path = sheet(
        "Sample,Mission,Form,Condition,Place,Other names,Effective day,Count,Bag colour",
        "10018,Apollo 11,mystery,pristine,Room 1,Big one; Other,1969-08-01,2,blue",
    )
    plan = plan_import(session, path)
    assert one(plan) == (Verdict.NEW, ["import.form_unknown"])
    post_import(session, plan, OPERATOR)
    (operation,) = [act.operation for act in plan.rows[0].acts]
    assert isinstance(operation, Register)
    assert operation.condition == "pristine"
    assert operation.count == 2
    assert [name.name for name in operation.names] == ["Big one", "Other"]
    assert dict(operation.other) == {"Form": "mystery", "Bag colour": "blue"}
    assert plan.rows[0].day == 19690801
    again = plan_import(session, path)
    assert one(again) == (Verdict.SAME, ["import.form_unknown", "import.place_left"])
    named = plan_import(session, sheet("Sample,Other names", "10018,Third"))
    assert named.rows[0].differences == (Difference("name", None, "Third"),)
    post_import(session, named, OPERATOR)
    coloured = plan_import(session, sheet("Sample,Bag colour", "10018,red"))
    assert one(coloured) == (Verdict.SAME, ["import.other_differs"])


def test_a_place_nobody_knows_refuses_the_row(session: StoreSession, sheet: Callable[..., Path]) -> None:
    plan = plan_import(session, sheet("Sample,Mission,Place", "10018,Apollo 11,Nowhere"))
    assert one(plan) == (Verdict.REFUSED, ["ref.no_place"])


@pytest.mark.parametrize(
    ("header", "key"), [("Colour", "import.ask.number"), ("Split", "import.no_number_column")]
)
def test_columns_that_name_no_piece_are_refused(
    session: StoreSession, sheet: Callable[..., Path], header: str, key: str
) -> None:
    with pytest.raises(Refusal) as refused:
        plan_import(session, sheet(f"{header},Weight (g)", "red,5"))
    assert refused.value.key == key


def test_a_person_may_say_what_a_column_is(session: StoreSession, sheet: Callable[..., Path]) -> None:
    path = sheet("Bag,Weight (g)", "10017,973")
    assert one(plan_import(session, path, mapping={"Bag": "number"})) == (Verdict.SAME, [])
    with pytest.raises(MappingRefused):
        plan_import(session, path, mapping={"Bag": "lustre"})


def test_days_can_be_chosen_for_all_rows_or_by_mission(session: StoreSession, sheet: Callable[..., Path]) -> None:
    path = sheet(HEADER, "10018,Apollo 11,Soil,,5,50")
    assert plan_import(session, path).rows[0].day == 19690726
    assert plan_import(session, path, effective=19700101).rows[0].day == 19700101
    chosen = plan_import(session, path, effective={"Apollo 11": 19700202})
    assert (chosen.rows[0].day, chosen.days) == (19700202, {"Apollo 11": 19700202})


def test_a_mission_the_open_collection_lacks_is_added_in_the_same_entry(
    session: StoreSession, sheet: Callable[..., Path]
) -> None:
    plan = plan_import(session, sheet(HEADER, "12002,Apollo12,Basalt,Olivine,1530,49.04"))
    assert len(plan.opening) == 1
    assert post_import(session, plan, OPERATOR).seq == 4


def test_a_stopped_import_leaves_nothing(session: StoreSession, sheet: Callable[..., Path]) -> None:
    path = sheet(HEADER, *(f"{number},Apollo 11,Soil,,5,50" for number in range(10020, 10060)))
    with pytest.raises(Cancelled):
        plan_import(session, path, should_stop=iter((False, True)).__next__)
    plan = plan_import(session, path)
    with pytest.raises(Cancelled):
        post_import(session, plan, OPERATOR, should_stop=lambda: True)
    assert session.head().seq == 3


def test_a_piece_that_changed_since_the_plan_refuses_the_posting(
    session: StoreSession, do: Callable[..., object], sheet: Callable[..., Path]
) -> None:
    plan = plan_import(session, sheet("Number,Remarks", "10017,seen"))
    do(Describe(sample="10017", values=(FieldValue(field="collected", value="LM"),)))
    with pytest.raises(Exception, match="refused"):
        post_import(session, plan, OPERATOR)


def test_a_sheet_of_two_collections_asks_which(
    session: StoreSession, do: Callable[..., object], sheet: Callable[..., Path]
) -> None:
    do(OpenCollection(code="Second", name="Second", scheme="apollo"))
    source = Source.open(sheet("Number,Weight (g)", "10018,5"))
    reading = guess_reading(session, source, Profiles.load())
    with pytest.raises(MappingRefused) as refused:
        plan_reading(session, source, reading, asked=())
    assert refused.value.key == "import.which_collection"
    assert COLLECTION.taken(Looking(session, source, reading)) is None
    with pytest.raises(MappingRefused):
        first_pieces(session, source, reading)
    with pytest.raises(MappingRefused) as unknown:
        plan_import(session, sheet("Number,Weight (g)", "10018,5"), collection="Third")
    assert unknown.value.key == "import.collection_unknown"


def test_a_rock_moved_since_stays_the_same_row(
    session: StoreSession, do: Callable[..., object], sheet: Callable[..., Path]
) -> None:
    do(SetUpPlace(kind="room", name="Room 1"), day=19690101)
    do(Move(to="Room 1", samples=("10017",)))
    plan = plan_import(session, sheet(HEADER, "10017,Apollo11,Basalt,Ilmenite,973,43.71"))
    assert one(plan) == (Verdict.SAME, [])


def test_a_form_that_says_more_than_its_key_is_kept_as_published(
    session: StoreSession, sheet: Callable[..., Path]
) -> None:
    rows = ("Number,Parent,Form", '"10017,1",10017,PIPM 150X74U', '"10017,2",10017,薄片')
    plan = plan_import(session, sheet(*rows))
    post_import(session, plan, OPERATOR)
    section, mount = (_recorded(session, number) for number in ("10017,2", "10017,1"))
    assert (mount.form, mount.other) == ("probe_mount", '{"Form": "PIPM 150X74U"}')
    assert (section.form, section.other) == ("thin_section", "")
    assert {row.verdict for row in plan_import(session, sheet(*rows)).rows} == {Verdict.SAME}


def test_an_empty_cell_of_an_unknown_column_says_nothing(
    session: StoreSession, do: Callable[..., object], sheet: Callable[..., Path]
) -> None:
    plan = plan_import(session, sheet("Sample,Mission,Bag colour", "10018,Apollo 11,blue", "10019,Apollo 11,"))
    told = [act.operation.other for row in plan.rows for act in row.acts if isinstance(act.operation, Register)]
    assert told == [(("Bag colour", "blue"),), ()]


def _recorded(session: StoreSession, number: str) -> PieceState:
    with session.database.connect() as connection:
        row = connection.execute(text("SELECT uuid FROM sample WHERE number = :n"), {"n": number}).one()
        state = StoreSource(connection).piece(row.uuid.hex())
    assert state is not None
    return state


def test_a_row_with_two_warnings_is_one_row(session: StoreSession, sheet: Callable[..., Path]) -> None:
    plan = plan_import(
        session, sheet(HEADER, "10018,Apollo11,Basalt,Ilmenite,0,130", "10019,Apollo11,Basalt,Ilmenite,0,9")
    )
    assert (sum(plan.warnings.values()), plan.warned) == (3, 2)


def test_only_days_that_a_new_row_counts_from_are_taken(session: StoreSession, sheet: Callable[..., Path]) -> None:
    rows = ("10018,Apollo 11,1969-09-01", "10017,Apollo 11,", "12002,Apollo 12,")
    plan = plan_import(session, sheet("ID,Mission,Effective day", *rows))
    assert {*plan.days} == {"Apollo 11", "Apollo 12"}
    assert {*plan.days_taken} == {"Apollo 12"}


def test_the_first_pieces_are_seen_before_the_rows_are_judged(
    session: StoreSession, sheet: Callable[..., Path], words: Words
) -> None:
    rows = ("10018,Apollo 11,5", "10019,Apollo 11,", "10x20,,x", "10020,Apollo 11,7", "10021,Apollo 11,8")
    source = Source.open(sheet("ID,Mission,Weight (g)", *rows))
    first = first_pieces(session, source, guess_reading(session, source, Profiles.load()))
    assert [row.number for row in first] == ["10018", "10019", "10020"]
    told = dict(facts_of(first[0], words))
    assert told["mission"] == "Apollo 11"
    assert [name for name, text in told.items() if text.replace("\u00a0", " ") == "5 g"] == ["original mass"]
