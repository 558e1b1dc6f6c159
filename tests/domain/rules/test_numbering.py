"""R1, R19: a number agrees with its parent's family, its mission's block and the day its mission was opened."""

import pytest
from lunarcurator.domain.days import UNKNOWN_DAY
from lunarcurator.domain.operations import Daughter, Mission, OpenCollection, PlanSplit
from lunarcurator.domain.rules.numbering import mission_of_block

from tests.domain.ledger.bench import UNKNOWN, Bench
from tests.domain.ledger.desk import TABLES
from tests.domain.rules.told import impossible, told

FAMILY = {("R1", "warn", "number.other_family")}
BLOCK = {("R1", "warn", "number.other_mission")}
EARLY = {("R19", "warn", "day.before_mission")}


@pytest.fixture
def apollo() -> Bench:
    bench = Bench(scheme="apollo")
    missions = (
        Mission(code="Apollo 11", name="Apollo 11", opened=19690726),
        Mission(code="A14", name="", opened=19710209),
        Mission(code="Apollo 15", name="Apollo 15", opened=19710807),
        Mission(code="Sixteen", name="The fifth landing", opened=0),
    )
    bench.do(OpenCollection(code="L", name="Moon", scheme="apollo", missions=missions), 0)
    bench.register("14321", UNKNOWN, mission="A14")
    return bench


def test_a_daughter_is_numbered_in_the_family_of_its_parent(apollo: Bench) -> None:
    assert told(lambda: apollo.register("15555,1", parent="14321")) == FAMILY
    assert told(lambda: apollo.split("14321", {"15555,1": UNKNOWN})) == FAMILY
    assert told(lambda: apollo.register("15555", parent="14321")) == BLOCK
    daughter = apollo.split("14321", {"14321,1": UNKNOWN})
    assert daughter.findings == ()
    assert told(lambda: apollo.plan("14321", "15555,2")) == FAMILY


def test_a_wrong_family_is_kept_once_somebody_says_why(apollo: Bench) -> None:
    apollo.split("14321", {"15555,1": UNKNOWN}, accept=("number.other_family",))
    assert apollo.state("15555,1").parents[0][0] == apollo.piece("14321")
    assert apollo.state("15555,1").text("mission") == "A14"


def test_a_number_of_its_own_may_come_from_any_piece(apollo: Bench) -> None:
    """10084 came from 10002 (`domain.md` 6, scenario 1)."""
    apollo.register("10002", mission="Apollo 11")
    portion = apollo.register("10084", parent="10002")
    assert portion.findings == ()
    assert told(lambda: apollo.register("10084,3", parent="10002")) == FAMILY


def test_finishing_a_plan_asks_no_more_than_the_plan_did(apollo: Bench) -> None:
    daughters = (Daughter(number="15555,1"),)
    planned = PlanSplit(parent=apollo.piece_ref("14321"), daughters=daughters)
    plan = apollo.do(planned, None, ("number.other_family",))
    done = apollo.split("14321", {"15555,1": UNKNOWN}, plan=f"#{plan.uid}")
    assert done.findings == ()


@pytest.mark.parametrize(
    ("number", "mission", "fits"),
    [
        ("15555", "Apollo 15", True),
        ("15555", "Apollo 11", False),
        ("15555", "A14", False),
        ("14305", "A14", True),
        ("10999", "Apollo 11", True),
        ("24077", "Apollo 15", True),
        ("60015", "Sixteen", True),
        ("15556", "Sixteen", False),
        ("70215", "Sixteen", True),
    ],
)
def test_a_number_lies_in_the_block_of_its_mission(apollo: Bench, number: str, mission: str, fits: bool) -> None:
    if fits:
        assert apollo.register(number, mission=mission).findings == ()
    else:
        assert told(lambda: apollo.register(number, mission=mission)) == BLOCK


def test_a_scheme_without_blocks_asks_nothing(bench: Bench) -> None:
    assert bench.register("15555", mission="A").findings == ()
    scheme = TABLES.schemes["change"]
    assert mission_of_block(scheme, "CE5C0400") == "Chang'e-5"
    assert mission_of_block(scheme, "no number") == ""


def test_a_piece_is_not_there_before_its_mission_was_opened(apollo: Bench) -> None:
    assert told(lambda: apollo.register("15555", mission="Apollo 15", day=19710801)) == EARLY
    assert told(lambda: apollo.register("15555", mission="Apollo 15", day=19710700)) == EARLY
    apollo.register("15555", mission="Apollo 15", day=19710801, accept=("day.before_mission",))
    for number, day in (("15556", 19710807), ("15557", 19710800), ("15558", 19710000), ("15559", UNKNOWN_DAY)):
        assert apollo.register(number, mission="Apollo 15", day=day).findings == ()
    assert apollo.register("60016", mission="Sixteen", day=19600101).findings == ()


def test_a_daughter_cannot_come_before_its_parent_anyway(apollo: Bench) -> None:
    assert told(lambda: apollo.register("14321,1", parent="14321", day=19700101)) == impossible(
        "R19", "day.before_piece"
    )
