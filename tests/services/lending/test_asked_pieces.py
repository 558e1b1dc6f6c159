"""What the editor knows of typed numbers: which piece, what is left, what forbids it, what is spelt nearly so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import AddName, Merge, OpenCollection, Register, SetUpPlace
from lunarcurator.services.lending.asked_pieces import (
    AskedPiece,
    NotFound,
    asked_pieces,
    nearest,
    numbers_in_place,
    numbers_of_pieces,
)

from tests.made_once import copied
from tests.services.lending.lent_lab import KNOWN, LentLab

FREE = "15558"


def _furnished(path: Path) -> LentLab:
    lab = LentLab(path)
    lab.post(SetUpPlace(kind="cabinet", name="Cabinet", parent="Room", code="C1"))
    lab.post(SetUpPlace(kind="tray", name="Tray", parent="C1", code="T1"))
    mass = Mass.measured(50_000_000, 1_000)
    lab.post(Register(collection="A", number=FREE, mission="M", mass=mass, form="chip", place="T1"))
    kept = Register(
        collection="A",
        number="15559",
        mission="M",
        mass=mass,
        form="chip",
        place="C1",
        basic_use="permanent",
        access="reserved",
    )
    lab.post(kept)
    return lab


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    lab = copied(_furnished, tmp_path / "lent.lunar")
    yield lab
    lab.session.close()


@pytest.mark.parametrize("text", ["'15558", "’15558", "１５５５８ ", "'A:15558", "“15558”"])
def test_a_number_kept_as_text_by_a_spreadsheet_names_its_piece(lab: LentLab, text: str) -> None:
    told = asked_pieces(lab.session, [text])[text]
    assert isinstance(told, AskedPiece)
    assert told.number == FREE


def test_pieces_are_told_as_they_stood_on_a_day(lab: LentLab) -> None:
    then, before = Moment(20200601), Moment(20190101)
    out, free = asked_pieces(lab.session, [KNOWN])[KNOWN], asked_pieces(lab.session, [KNOWN], then)[KNOWN]
    early = asked_pieces(lab.session, [KNOWN], before)[KNOWN]
    assert isinstance(out, AskedPiece)
    assert isinstance(free, AskedPiece)
    assert isinstance(early, AskedPiece)
    assert (out.custody, free.custody, free.obstacle) == ("loan", "here", "")
    assert early.number == KNOWN


def test_a_piece_says_what_is_left_and_what_forbids_it(lab: LentLab) -> None:
    told = asked_pieces(lab.session, [FREE, " 15558 ", KNOWN, "15559", "nothing"])
    free, out, kept, lost = told[FREE], told[KNOWN], told["15559"], told["nothing"]
    assert isinstance(free, AskedPiece)
    assert isinstance(out, AskedPiece)
    assert isinstance(kept, AskedPiece)
    assert told[" 15558 "] == free
    assert (free.number, free.held_ug, free.left_ug, free.obstacle, free.restriction) == (
        FREE,
        50_000_000,
        50_000_000,
        "",
        "",
    )
    assert (free.percent_of(5_000_000), free.requests, free.asked_ug) == (10, 0, 0)
    assert out.obstacle == "custody.loan"
    assert (kept.obstacle, kept.restriction) == ("basic_use.permanent", "access.reserved")
    assert lost == NotFound("nothing")


def test_another_name_asks_for_the_number_and_what_ended_is_not_offered(lab: LentLab) -> None:
    lab.post(AddName(sample=FREE, name="Free chip", kind="informal", source="a list"))
    lab.post(Merge(sample="15559", into=FREE))
    told = asked_pieces(lab.session, ["free CHIP", "15559"])
    assert told["free CHIP"] == NotFound("free CHIP", FREE, otherwise=True)
    assert isinstance(told["15559"], NotFound)
    assert not told["15559"].otherwise


def test_a_number_that_two_collections_have_is_not_told_as_unknown(lab: LentLab) -> None:
    lab.post(OpenCollection(code="Other", name="Other", scheme="plain"))
    lab.post(Register(collection="Other", number=KNOWN, mass=Mass.stated(5)), accept=("number.elsewhere",))
    told = asked_pieces(lab.session, [KNOWN, f"Other:{KNOWN}"])
    assert told[KNOWN] == NotFound(KNOWN, several=f"A:{KNOWN}, Other:{KNOWN}")
    assert isinstance(told[f"Other:{KNOWN}"], AskedPiece)


@pytest.mark.parametrize(
    ("changed", "obstacle"),
    [
        ({"existence": "lost"}, "existence.lost"),
        ({"custody": "display"}, "custody.display"),
        ({"promised": ("L-1/1",)}, "promised"),
        ({}, ""),
    ],
)
def test_the_gravest_obstacle_is_told(changed: dict[str, object], obstacle: str) -> None:
    plain = {"existence": "exists", "custody": "here", "access": "open", "basic_use": "research", "promised": ()}
    told = {
        "uid": "",
        "number": "1",
        "form": "chip",
        "held_ug": None,
        "left_ug": None,
        "asked_ug": 0,
        "requests": 0,
    }
    piece = AskedPiece(**told, **(plain | changed))  # type: ignore[arg-type]
    assert piece.obstacle == obstacle
    assert piece.percent_of(5) is None


def test_the_nearest_number_is_offered(lab: LentLab) -> None:
    assert nearest(lab.session, "155589") == FREE
    assert nearest(lab.session, "1555 8x") in {"15558", "15555", "15556", "15557", "15559"}
    assert nearest(lab.session, "155zzzzzzzzzzzzzzzz") == ""
    assert nearest(lab.session, "15") == ""


def test_a_container_is_emptied_of_its_numbers_at_any_depth(lab: LentLab) -> None:
    assert numbers_in_place(lab.session, "C1") == ("15559", FREE)
    with pytest.raises(Refusal):
        numbers_in_place(lab.session, "nowhere")
    told = asked_pieces(lab.session, [FREE])[FREE]
    assert isinstance(told, AskedPiece)
    assert numbers_of_pieces(lab.session, [told.uid]) == (FREE,)
