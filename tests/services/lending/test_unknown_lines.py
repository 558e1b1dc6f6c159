"""Whatever is used up, lost or passed on of a line, known or not: papers, commands and accounts say the same."""

from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.blocks import Paper, Table
from lunarcurator.documents.papers.html_paper import render_html_paper
from lunarcurator.domain.acts import Authority
from lunarcurator.domain.known_mass import Bound
from lunarcurator.domain.lending.held import gone_of, went, wholes_of
from lunarcurator.domain.lending.terms import AgreementKind, DocumentKind, Step
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Operation, Register
from lunarcurator.domain.operations.accounting import CameBack, ReportLoss, ReportUse, ReturnLine, TransferLine
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import Affiliation, Attached, SetUpInstitution, SetUpPerson
from lunarcurator.services.commands.line_texts import line_as_json, line_notes
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.lending.browsing import LineWish, find_lines, line_rows
from lunarcurator.services.lending.line_accounts import lines_told
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.words import Words

from tests.domain.ledger.loans_bench import PAPER
from tests.house.accounting_once import COPY
from tests.made_once import copied
from tests.services.lending.lent_lab import LentLab

DAY = 20220101
PART_UG = 500
LINES = {"known": "1", "estimated": "2", "bounded": "3", "nominal": "4", "unknown": "5", "received": "6"}
WHOLE_UG = {
    "known": 8_000,
    "estimated": 8_000,
    "bounded": 7_000,
    "nominal": None,
    "unknown": None,
    "received": None,
}
AGREED: dict[str, Any] = {
    "accept": (
        "return.no_place",
        "return.not_confirmed",
        "return.part_not_weighed",
        "return.rest_unmeasured",
        "return.rest_unknown",
        "return.ends_with_less",
        "use.was_not_granted",
        "use.reported_before",
        "line.loss_needs_authority",
        "borrower.stale",
        "mass.kept_nominal",
    ),
    "authority": Authority(name="M. Manager", document="memo"),
    "witness": "W. Witness",
}


class Kinds(LentLab):
    """Six lines of Borrower A, one of each way in which a mass is known or not; Borrower B may receive them."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        said = (
            {"mass": Mass.measured(8_000, 10), "form": "chip"},
            {"mass": Mass.estimated(8_000, 10), "form": "chip"},
            {"mass": Mass.measured(8_000, 10), "form": "chip"},
            {"mass": Mass.nominal(8_000, 10), "form": "thin_section"},
            {"mass": Mass.unknown("not_weighed"), "form": "chip"},
            {"mass": Mass.unknown("not_weighed"), "original": Mass.reported(8_000, 10), "form": "chip"},
        )
        numbers = [f"1560{at}" for at in range(len(said))]
        for number, told in zip(numbers, said, strict=True):
            self.post(Register(collection="A", number=number, mission="M", place="Room", **told))
        self.lend("Borrower C", *numbers)
        bound = ReturnLine(
            line=self.code("bounded"),
            pieces=(CameBack(name="b", confirmed=True), CameBack(name="c", stated_ug=1_000, confirmed=True)),
            retained_ug=None,
            sheet=PAPER,
        )
        self.post(bound, day=20210601, **AGREED)
        self.post(SetUpInstitution(name="Institute"), day=20200101)
        self.post(SetUpPerson(name="Borrower D", affiliations=(Affiliation(institution="Institute"),)))
        told = {"person": "Borrower D", "institution": "Institute", "kind": AgreementKind.DISPLAY}
        self.post(DraftAgreement(number="A-D", since=20200101, until=20991231, **told))
        signed = SignAgreement(agreement="A-D", signed_by="Borrower D", for_lab="M. Manager", copy=COPY)
        self.post(signed)

    def code(self, kind: str) -> str:
        return f"L-2021-003/{LINES[kind]}"


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Kinds]:
    lab = copied(Kinds, tmp_path / "lent.lunar")
    yield lab
    lab.session.close()


def report(name: str, kind: DocumentKind = DocumentKind.OTHER) -> Attached:
    return Attached(kind=kind, name=name)


def used(line: str, ug: int | None) -> Operation:
    return ReportUse(line=line, ug=ug, method="cut", report=report(f"use of {ug}"))


def lost(line: str, ug: int | None) -> Operation:
    return ReportLoss(line=line, ug=ug, circumstances="gone", report=report(f"loss of {ug}"))


def passed(line: str) -> Operation:
    return TransferLine(line=line, agreement="A-D", approved_by="M. Manager", receipt=PAPER)


REPORTS = {Step.CONSUMED: used, Step.LOST: lost}
WAYS: dict[str, tuple[tuple[Step, int | None], ...]] = {
    "used in part": ((Step.CONSUMED, PART_UG),),
    "used whole": ((Step.CONSUMED, None),),
    "used in part, then whole": ((Step.CONSUMED, PART_UG), (Step.CONSUMED, None)),
    "lost in part": ((Step.LOST, PART_UG),),
    "lost whole": ((Step.LOST, None),),
    "lost in part, then whole": ((Step.LOST, PART_UG), (Step.LOST, None)),
    "used in part, the rest lost": ((Step.CONSUMED, PART_UG), (Step.LOST, None)),
    "passed on": ((Step.TRANSFERRED, None),),
    "lost in part, the rest passed on": ((Step.LOST, PART_UG), (Step.TRANSFERRED, None)),
}
STEPS = (Step.CONSUMED, Step.LOST, Step.TRANSFERRED)


def expected(kind: str, acts: tuple[tuple[Step, int | None], ...]) -> dict[str, tuple[int, int]]:
    """Return the ug known to have gone each way, and the whole pieces of unknown mass beside them."""
    gone = {str(step): (0, 0) for step in STEPS}
    left = WHOLE_UG[kind]
    for step, ug in acts:
        known, wholes = gone[step]
        if ug is None:
            gone[step] = (known + (left or 0), wholes + (left is None))
            continue
        gone[step] = (known + ug, wholes)
        left = left - ug if left is not None else None
    return gone


def cells(paper: Paper, table: str, key: str) -> list[object]:
    """Return a column of the first table that has another column; nothing of one that says nothing."""
    found = [block for block in paper.blocks if isinstance(block, Table)]
    first = next(each for each in found if table in [column.key for column in each.columns])
    keys = [each.key for each in first.columns]
    return [row[keys.index(key)] if key in keys else None for row in first.rows]


def text_of(paper: Paper) -> str:
    file = BytesIO()
    render_html_paper(paper, file)
    return unescape(file.getvalue().decode())


def says_gone(value: object, ug: int, wholes: int, kind: str) -> bool:
    """Tell whether a cell says what went: nothing, a figure or a bound as its kind is, at least, or unknown."""
    if not ug and not wholes:
        return value is None or value == ""
    if not ug:
        return value == "unknown"
    if wholes:
        return isinstance(value, MassFigure) and (value.ug, value.bound) == (ug, Bound.AT_LEAST)
    return isinstance(value, MassFigure) or (kind == "bounded" and "\u2264" in str(value))


@pytest.mark.parametrize("kind", LINES)
@pytest.mark.parametrize("way", WAYS)
def test_every_surface_says_the_same_of_what_went(lab: Kinds, words: Words, kind: str, way: str) -> None:
    code, acts = lab.code(kind), WAYS[way]
    for at, (step, ug) in enumerate(acts):
        act = passed(code) if step is Step.TRANSFERRED else REPORTS[step](code, ug)
        lab.post(act, day=DAY + at, **AGREED)
    gone = expected(kind, acts)
    line = lab.line(code)
    told = lines_told(lab.session, (line.uid,))[line.uid]
    ids, _ = find_lines(lab.session, LineWish(DAY, sort="code"))
    row = next(each for each in line_rows(lab.session, ids).values() if each.code == code)
    as_json, notes = line_as_json(row, told), " ".join(line_notes(told, words))
    receipt = paper_of(lab.session, words, PaperWanted("return_receipt", "L-2021-003"))
    at = cells(receipt, "issued", "code").index(code)
    for step in STEPS:
        ug, wholes = gone[step]
        assert (as_json[f"{step}_ug"], as_json[f"{step}_unweighed"]) == (None if wholes and not ug else ug, wholes)
        assert (f"{step}_ug" in as_json["at_least"]) == bool(ug and wholes)
        assert (wholes_of(line, step), went(line, step) is None) == (wholes, bool(wholes and not ug))
        assert (f"{step} 1 piece not weighed" in notes) == bool(wholes)
        cell = cells(receipt, "issued", str(step))[at]
        assert says_gone(cell, ug, wholes, kind), (step, cell)
    assert (as_json["held_ug"] is None) == bool(row.unweighed) == bool(line.account.unweighed)
    everywhere = [gone[Step.LOST], gone[Step.TRANSFERRED]]
    both, known = gone_of(line), sum(ug for ug, _ in everywhere)
    assert (both.ug if both is not None else None) == (known or (None if any(n for _, n in everywhere) else 0))
    for step, name in ((Step.CONSUMED, "consumption_report"), (Step.LOST, "loss_report")):
        ug, wholes = gone[step]
        if not ug and not wholes:
            continue
        paper = paper_of(lab.session, words, PaperWanted(name, code))
        masses = cells(paper, "mass", "mass")
        assert [each == "unknown" for each in masses].count(True) == wholes
        assert all(says_gone(each, 1, 0, kind) or each == "unknown" for each in masses)
        assert not [each for each in masses if isinstance(each, MassFigure) and not each.ug]
        text = text_of(paper)
        assert says_gone(cells(paper, "held", str(step))[0], ug, wholes, kind)
        if wholes and ug:
            assert "1 not known" in text.replace("\u00a0", " ")


@pytest.mark.parametrize("kind", LINES)
@pytest.mark.parametrize("told", [{"consumed_ug": PART_UG}, {"lost_ug": PART_UG}])
def test_a_part_alone_on_a_return_sheet_leaves_the_rest_out_where_nobody_knows_it(
    lab: Kinds, words: Words, kind: str, told: dict[str, int]
) -> None:
    rest = {} if WHOLE_UG[kind] is None else {"retained_ug": None}
    sheet = ReturnLine(line=lab.code(kind), sheet=PAPER, method="cut", **told, **rest)
    posted = lab.post(sheet, day=DAY, **AGREED)
    assert sentence_of(lab.session, words, posted.seq).endswith("the rest stays out (sheet 1)")
    assert lab.line(lab.code(kind)).is_open


@pytest.mark.parametrize("kind", [kind for kind, ug in WHOLE_UG.items() if ug is None])
def test_a_part_that_comes_back_alone_says_everywhere_what_it_ends(lab: Kinds, words: Words, kind: str) -> None:
    code = lab.code(kind)
    piece = CameBack(name="p", form="chip", stated_ug=100, confirmed=True)
    posted = lab.post(ReturnLine(line=code, pieces=(piece,), sheet=PAPER), day=DAY, **AGREED)
    assert {"return.rest_unknown", "return.ends_with_less"} & {each.key for each in posted.findings}
    assert "the piece of the line retired" in sentence_of(lab.session, words, posted.seq)
    line = lab.line(code)
    told = lines_told(lab.session, (line.uid,))[line.uid]
    said = f"Line {code} was closed while nobody knew how much there was of its piece"
    assert [each for each in line_notes(told, words) if each.startswith(said)]
    receipt = paper_of(lab.session, words, PaperWanted("return_receipt", "L-2021-003"))
    assert said in text_of(receipt).replace("\u2010", "-")
