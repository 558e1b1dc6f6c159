from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.domain.identity import EntryRef
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Mission, OpenCollection, Register, Reverse
from lunarcurator.exchange.errors import SheetError
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.importing import Difference, ImportPlan, Verdict, post_import
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.report import difference_text
from lunarcurator.services.journal import journal_entries
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from openpyxl import Workbook

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.plans import plan_import

type Do = Callable[..., Posted]
type Sheet = Callable[..., Path]


@pytest.fixture(autouse=True)
def book(do: Do) -> None:
    missions = (Mission(code="Apollo 11", name="Apollo 11", opened=19690726),)
    do(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=missions), day=19690101)
    mass = Mass.stated(100_000_000, 1_000_000)
    do(Register(collection="Apollo", number="10017", mission="Apollo 11", mass=mass), day=19690726)


def told(plan: ImportPlan) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(row.number, str(row.verdict), tuple(reason.key for reason in row.reasons)) for row in plan.rows]


def test_a_number_once_proposed_and_undone_is_burnt_for_imports_too(
    session: StoreSession, do: Do, sheet: Sheet
) -> None:
    mass = Mass.unknown("not_weighed")
    made = do(Register(collection="Apollo", number="10017,1", parent="10017", mass=mass, proposed=True))
    do(Reverse(entry=EntryRef(str(made.seq))))
    plan = plan_import(session, sheet("Number,Parent", '"10017,1",10017'))
    assert told(plan) == [("10017,1", "conflict", ("number.burnt",))]


def test_a_collection_without_pieces_remembers_the_numbers_it_gave(
    session: StoreSession, do: Do, sheet: Sheet
) -> None:
    missions = (Mission(code="Luna 16", name="Luna 16", opened=19700924),)
    do(OpenCollection(code="Luna", name="Luna", scheme="luna", missions=missions), day=19700924)
    made = do(Register(collection="Luna", number="21000", mission="Luna 16", proposed=True))
    do(Reverse(entry=EntryRef(str(made.seq))))
    plan = plan_import(session, sheet("Number,Mission", "21000,Luna 16", "21001,Luna 16"), collection="Luna")
    assert told(plan) == [("21000", "conflict", ("number.burnt",)), ("21001", "new", ())]


def test_rows_in_a_circle_of_parents_are_conflicts(session: StoreSession, sheet: Sheet) -> None:
    plan = plan_import(session, sheet("Number,Parent", '"10018,1","10018,2"', '"10018,2","10018,1"'))
    assert [verdict for _, verdict, _ in told(plan)] == ["conflict", "conflict"]
    assert "parent.is_descendant" in {key for _, _, keys in told(plan) for key in keys}


def test_what_hangs_under_a_conflict_is_one_too(session: StoreSession, sheet: Sheet) -> None:
    path = sheet("Number,Parent,Mass now (g)", '"10017,1",10017,120', '"10017,2","10017,1",3')
    plan = plan_import(session, path)
    assert [verdict for _, verdict, _ in told(plan)] == ["conflict", "conflict"]


def test_another_parent_than_the_book_has_is_a_conflict(session: StoreSession, do: Do, sheet: Sheet) -> None:
    do(Register(collection="Apollo", number="10017,1", parent="10017"))
    do(Register(collection="Apollo", number="10018", mission="Apollo 11"))
    plan = plan_import(session, sheet("Number,Parent", '"10017,1",10018'))
    assert told(plan) == [("10017,1", "conflict", ("import.differs",))]


def test_a_bad_row_that_stands_twice_stays_bad(session: StoreSession, sheet: Sheet) -> None:
    plan = plan_import(session, sheet("ID,Mission,Weight (g)", *["10018,Apollo 11,heavy"] * 2, "x,,", "10018,,1"))
    assert [verdict for _, verdict, _ in told(plan)] == ["conflict", "refused", "refused", "conflict"]
    thrice = plan_import(session, sheet("ID,Weight (g)", "10018,1", "10018,2", "10018,3"))
    assert [keys for _, _, keys in told(thrice)] == [("import.twice", "import.twice_differs")] * 3


def test_a_zero_split_is_its_generic_unless_registered_apart(session: StoreSession, do: Do, sheet: Sheet) -> None:
    same = plan_import(session, sheet("Number,Mass now (g)", '"10017,0",100'))
    assert told(same) == [("10017", "same", ())]
    do(Register(collection="Apollo", number="10017,0", parent="10017"))
    apart = plan_import(session, sheet("Number,Remarks", '"10017,0",rest'))
    assert told(apart) == [("10017,0", "changed", ())]
    both = plan_import(session, sheet("Number,Mission", "10018,Apollo 11", '"10018,0",Apollo 11'))
    assert [number for number, _, _ in told(both)] == ["10018", "10018,0"]


def test_a_zero_split_as_parent_is_the_piece_of_its_generic(session: StoreSession, do: Do, sheet: Sheet) -> None:
    rows = ("Number,Parent,Mission", '"10017,5","10017,0",', '"10019,5","10019,0",')
    named = plan_import(session, sheet(*rows))
    assert told(named) == [("10017,5", "new", ()), ("10019,5", "conflict", ("import.parent_missing",))]
    with_whole = plan_import(session, sheet(*rows, '10019,"10019,0",Apollo 11'))
    assert [verdict for _, verdict, _ in told(with_whole)] == ["new"] * 3
    post_import(session, named, OPERATOR, skip_bad=True)
    assert told(plan_import(session, sheet(*rows[:2]))) == [("10017,5", "same", ())]
    do(Register(collection="Apollo", number="10017,0", parent="10017"))
    apart = plan_import(session, sheet("Number,Parent,Mission", '"10017,6","10017,0",'))
    (entered,) = apart.rows[0].acts
    post_import(session, apart, OPERATOR)
    assert told(plan_import(session, sheet("Number,Parent", '"10017,6",10017')))[0][1] == "conflict"
    assert isinstance(entered.operation, Register)


def test_a_generic_and_a_short_number_make_one(session: StoreSession, sheet: Sheet) -> None:
    plan = plan_import(session, sheet("Generic,Number,Mass now (g)", '10017,",5",2', "10017,10017,100"))
    assert [number for number, _, _ in told(plan)] == ["10017,5", "10017"]
    assert plan.counts[Verdict.NEW] == plan.counts[Verdict.SAME] == 1


def test_a_doubtful_correction_says_so(session: StoreSession, sheet: Sheet, words: Words) -> None:
    plan = plan_import(session, sheet("ID,Pristine (%)", "10017,120"))
    assert told(plan) == [("10017", "changed", ("register.pristinity_doubtful",))]
    assert difference_text(plan.rows[0].differences[0], words) == "pristinity: nothing → 120\u00a0%"
    assert difference_text(Difference("mass", 1000, 2000), words).startswith("mass: 0.001")
    assert difference_text(Difference("remarks", "a", "b"), words) == "remarks: a → b"


@pytest.mark.parametrize(
    ("difference", "said"),
    [
        (Difference("pristinity_day", 19690801, 19690802), "1969-08-01 → 1969-08-02"),
        (Difference("depth_top_um", 50_000, 60_000), "50 mm → 60 mm"),
        (Difference("title", "", "ours"), "nothing → ours"),
    ],
)
def test_a_difference_is_told_as_people_read_the_field(difference: Difference, said: str, words: Words) -> None:
    assert difference_text(difference, words).endswith(said)


def test_a_sheet_is_chosen_by_name_or_by_what_it_says(session: StoreSession, tmp_path: Path, sheet: Sheet) -> None:
    workbook = Workbook()
    workbook.active.append(["Colour", "Size"])  # type: ignore[union-attr]
    for name, row in (("First", [10018, "Apollo 11"]), ("Second", [10019, "Apollo 11"])):
        made = workbook.create_sheet(name)
        made.append(["Number", "Mission"])
        made.append(row)
    path = tmp_path / "book.xlsx"
    workbook.save(path)
    assert plan_import(session, path).rows[0].number == "10018"
    assert plan_import(session, path, sheet="Second").rows[0].number == "10019"
    with pytest.raises(SheetError):
        plan_import(session, path, sheet="Third")
    with pytest.raises(MappingRefused) as empty:
        plan_import(session, sheet("Number,Mission"), collection="Apollo")
    assert empty.value.key == "import.no_rows"


def test_a_plan_that_changes_nothing_has_no_acts(session: StoreSession, sheet: Sheet) -> None:
    plan = plan_import(session, sheet("Number,Mass now (g)", "10017,100"))
    assert [*plan.acts()] == []


def test_of_a_large_sheet_what_touches_the_book_is_tried(session: StoreSession, sheet: Sheet) -> None:
    rows = [f"{number},Apollo 11,,1" for number in range(60000, 65100)]
    plan = plan_import(session, sheet("Number,Mission,Parent,Mass now (g)", *rows, '"10017,1",,10017,120'))
    assert (plan.counts[Verdict.NEW], plan.counts[Verdict.CONFLICT]) == (5100, 1)


def test_a_new_collection_is_opened_from_what_is_published(session: StoreSession, sheet: Sheet) -> None:
    path = sheet("Number,Mission,Form,Mass now (mg)", "CE5C0000YJYX048,CE5,clast,17.6")
    plan = plan_import(session, path)
    assert (plan.collection, [act.operation.KIND for act in plan.opening]) == ("Chang'e-5", ["open_collection"])
    post_import(session, plan, OPERATOR)
    assert plan_import(session, path).counts[Verdict.SAME] == 1


def test_a_daughter_of_a_row_that_was_refused_by_its_day_is_refused_too(
    session: StoreSession, sheet: Sheet
) -> None:
    rows = ('"10017,1",10017,1960-01-01,', '"10017,2","10017,1",1971-01-01,1970-01-01')
    plan = plan_import(session, sheet("Number,Parent,Effective day,Pristinity date", *rows))
    assert [verdict for _, verdict, _ in told(plan)] == ["conflict", "conflict"]
    assert "day.before_piece" in told(plan)[0][2]


def test_a_number_that_disagrees_is_shown_and_kept_as_published(session: StoreSession, sheet: Sheet) -> None:
    rows = ('"10018,1",10017,,', "15555,,Apollo 11,", "10019,,Apollo 11,1969-07-01")
    plan = plan_import(session, sheet("Number,Parent,Mission,Effective day", *rows))
    assert told(plan) == [
        ("10018,1", "new", ("number.other_family",)),
        ("15555", "new", ("number.other_mission",)),
        ("10019", "new", ("day.before_mission",)),
    ]
    posted = post_import(session, plan, OPERATOR)
    entry = journal_entries(session, Words.load("en", resources_folder() / "languages"), [posted.seq])[0]
    assert entry.warnings == 3


def test_a_daughter_without_a_day_begins_with_its_parent_in_the_file(session: StoreSession, sheet: Sheet) -> None:
    rows = ('"10018,1",10018,', "10018,,1969-08-05", '"10018,2","10018,1",', '"10018,3",10018,1969-09-01')
    path = sheet("Number,Parent,Effective day", *rows)
    plan = plan_import(session, path)
    assert [row.day for row in plan.rows] == [19690805, 19690805, 19690805, 19690901]
    assert [act.day for act in plan.acts()][-4:] == [19690805, 19690805, 19690901, 19690805]
    post_import(session, plan, OPERATOR)
    assert plan_import(session, path).counts[Verdict.SAME] == 4


def test_a_daughter_said_to_be_of_another_mission_than_its_parent_is_a_conflict(
    session: StoreSession, sheet: Sheet
) -> None:
    rows = ("10018,,", '"10018,1",10018,Apollo 11', '"10018,2","10018,1",', '"10018,3",10018,')
    path = sheet("Number,Parent,Mission", *rows)
    for _ in range(2):
        plan = plan_import(session, path, collection="Apollo")
        assert [row.verdict for row in plan.rows][1:3] == [Verdict.CONFLICT, Verdict.CONFLICT]
        assert [told(plan)[at][2][0] for at in (1, 2)] == ["import.other_mission", "import.parent_left"]
        if plan.writes:
            post_import(session, plan, OPERATOR, skip_bad=True)
