"""The lists as files, and what a count found for two people to sign."""

from pathlib import Path

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import ref_of
from lunarcurator.domain.operations import CheckPlace, CloseCase, Reverse
from lunarcurator.services.exporting import Report, Wanted, export
from lunarcurator.services.to_do.check_paper import paper_of_check
from lunarcurator.services.to_do.checks import NoSuchCheck, check_named, checks, write_check
from lunarcurator.services.to_do.limits import Limits, keep_limits
from lunarcurator.services.to_do.listing import Concern
from lunarcurator.services.words import Words
from openpyxl import load_workbook

from tests.services.to_do.conftest import Lab

LISTINGS = ("attention", *(each.word for each in Concern if each is not Concern.OVERDUE))


def write_listing(lab: Lab, words: Words, name: str, path: Path, who: str = "") -> int:
    """Write a list of what needs a hand, as the export dialog does."""
    return export(lab.session, words, Wanted(Report(name), who=who), path)


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").splitlines()


@pytest.mark.parametrize("name", LISTINGS)
def test_every_list_can_be_written_in_every_format(lab: Lab, words: Words, name: str, tmp_path: Path) -> None:
    lab.count()
    lab.plan()
    lab.lose()
    keep_limits(lab.session, Limits(remote_milli=50_000))
    counts = {
        write_listing(lab, words, name, tmp_path / f"list{suffix}", who="A. Curator")
        for suffix in (".csv", ".xlsx", ".html")
    }
    assert len(counts) == 1
    assert len(lines(tmp_path / "list.csv")) == counts.pop() + 1


def test_a_list_words_its_codes_and_leaves_words_as_they_are(lab: Lab, words: Words, tmp_path: Path) -> None:
    lab.count()
    write_listing(lab, words, "cases", tmp_path / "cases.csv")
    assert words.label("case_kind.missing") in lines(tmp_path / "cases.csv")[2]
    write_listing(lab, words, "remote", tmp_path / "remote.html")
    assert words.say("attention.rule.remote_by_policy") in (tmp_path / "remote.html").read_text(encoding="utf-8")
    keep_limits(lab.session, Limits(remote_milli=0))
    write_listing(lab, words, "remote", tmp_path / "remote.html")
    assert words.say("attention.no_share") in (tmp_path / "remote.html").read_text(encoding="utf-8")


def test_a_count_is_written_with_what_differs_its_cases_and_two_lines_to_sign(
    lab: Lab, words: Words, tmp_path: Path
) -> None:
    seq = lab.count().seq
    lab.post(CloseCase(case=ref_of(lab.uid(Subject.CASE, f"{seq}-1")), outcome="moved back"))
    check = check_named(lab.session, "")
    assert (check.code, check.seen, check.missing, check.extra) == (str(seq), 0, 1, 2)
    assert write_check(lab.session, words, check, tmp_path / "check.csv", who="A. Curator") == 4
    told = lines(tmp_path / "check.csv")
    assert [line.split(",")[1] for line in told[1:5]] == ["15555", "15556", "15557", "15x"]
    assert told[2].endswith("moved back")
    assert told[4].endswith("a chip in foil")
    for key in ("report.signed_counter", "report.signed_witness"):
        assert any(line.startswith((f'"{words.say(key)}', words.say(key))) for line in told)
    assert sum("____" in line for line in told) == 2
    paper, rows = paper_of_check(lab.session, words, check)
    assert (paper.title, rows) == (words.say("report.check"), 4)
    write_check(lab.session, words, check, tmp_path / "check.xlsx")
    about = load_workbook(tmp_path / "check.xlsx").worksheets[0]
    assert any(check.name in str(cell.value) for row in about.iter_rows() for cell in row)


def test_a_count_of_which_everything_was_seen_differs_in_nothing(lab: Lab, words: Words, tmp_path: Path) -> None:
    with pytest.raises(NoSuchCheck) as none:
        check_named(lab.session, "")
    assert none.value.key == "check.none"
    lab.post(CheckPlace(place="Other", seen=("15557",)))
    lab.count()
    (newest, first) = checks(lab.session)
    assert (first.seen, newest.missing) == (1, 1)
    assert write_check(lab.session, words, check_named(lab.session, first.code), tmp_path / "none.html") == 0
    with pytest.raises(NoSuchCheck):
        check_named(lab.session, "99")


def test_what_an_undone_count_opened_is_on_no_list(lab: Lab, words: Words, tmp_path: Path) -> None:
    lab.post(Reverse(entry=str(lab.count().seq)))
    assert checks(lab.session) == ()
    assert write_listing(lab, words, "cases", tmp_path / "cases.csv") == 0
