"""The day of an entry about a piece is that of its act, as the source says it, wherever it is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import NOBODY, Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    Daughter,
    Expose,
    Mission,
    Move,
    OpenCollection,
    Register,
    SetUpOperator,
    SetUpPlace,
    Split,
)
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.borrowing import SetUpPerson
from lunarcurator.domain.operations.weighing import Reading, Weigh
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.dossier import dossier_of
from lunarcurator.services.exporting import Report, Wanted, opened_report
from lunarcurator.services.form_context import find_piece, form_context
from lunarcurator.services.journal import journal_entries
from lunarcurator.services.lending.loans_of_piece import loans_of_piece
from lunarcurator.services.lending.records import line_record, loan_record
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.pieces import PieceView, journal_of, piece_view
from lunarcurator.services.recalls import recall_of, write_recall
from lunarcurator.services.stated_days import StatedDay, day_about, day_by
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads import journal
from lunarcurator.store.reads.journal import EntryRow

from tests.domain.ledger.loans_bench import HISTORY
from tests.still_clock import StillClock

WORDS = Words.load("en", resources_folder() / "languages", strict=True)
FIRST: Day = 19690724
SAID = tuple(Override(key=key, reason="an old list") for key in HISTORY)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreSession]:
    made = StoreSession.make(tmp_path_factory.mktemp("days") / "days.lunar", clock=StillClock())

    def post(*acts: Act) -> None:
        operator = "A. Curator" if made.head().seq else "#" + "0" * 32
        made.post(Posting(acts=acts, operator=operator, overrides=SAID))

    def piece(number: str, day: Day, stated: str = "") -> Act:
        mass = Mass.measured(10_000_000, 1000)
        operation = Register(collection="A", number=number, mission="Apollo 15", mass=mass)
        return Act(operation=operation, day=day, day_stated=stated)

    def loan(number: str, stated: str) -> EnterLoan:
        lines = (OldLine(sample=number),)
        return EnterLoan(
            number=f"L-{number}", borrower="Borrower A", lines=lines, source="list", since_stated=stated
        )

    missions = (Mission(code="Apollo 15", name="Apollo 15"),)
    post(Act(operation=SetUpOperator(name="A. Curator"), day=FIRST))
    post(Act(operation=OpenCollection(code="A", name="A", scheme="apollo", missions=missions), day=FIRST))
    post(
        Act(operation=SetUpPerson(name="Borrower A"), day=FIRST),
        Act(operation=SetUpPlace(kind="site", name="Lab"), day=FIRST),
        Act(operation=SetUpPlace(kind="vault", name="Vault", parent="Lab"), day=FIRST),
        Act(operation=SetUpPlace(kind="vault", name="Annex", parent="Lab"), day=FIRST),
    )
    post(piece("15555", 19710810), piece("15556", 19721219), piece("15557", 19730000, "about 1973"))
    post(Act(operation=loan("15556", "unknown"), day=0, day_stated="unknown"))
    post(Act(operation=Move(samples=("15555",), to="Vault"), day=19790101, day_stated="after 1978"))
    daughters = (Daughter(form="chip", mass=Mass.measured(1_000_000, 1000)),)
    post(Act(operation=Split(parent="15555", daughters=daughters), day=19800000, day_stated="1980"))
    post(Act(operation=Move(samples=("15555",), to="Annex"), day=19850000, day_stated="early 1985"))
    post(
        Act(
            operation=Weigh(sample="15557", reading=Reading(net_ug=10_000_000, resolution_ug=1000)),
            day=19900000,
            day_stated="1990",
        )
    )
    yield made
    made.close()


def uid(session: StoreSession, number: str) -> Uid:
    return find_piece(session, number)


def view(session: StoreSession, number: str) -> PieceView:
    seen = piece_view(session, uid(session, number))
    assert seen is not None
    return seen


DAYS = {
    "15555": ["1971-08-10", "after 1978", "1980", "early 1985"],
    "15556": ["1972-12-19", "unknown"],
    "15557": ["about 1973", "1990"],
}


@pytest.mark.parametrize("number", DAYS)
def test_every_list_of_the_entries_of_a_piece_tells_the_same_days(session: StoreSession, number: str) -> None:
    seen = view(session, number)
    lines = journal_of(session, WORDS, seen, sorted(seen.entries))
    assert [each.told_day.text(WORDS) for each in lines] == DAYS[number]
    recalled = recall_of(session, WORDS, seen.uid).entries
    assert sorted(each.told_day.text(WORDS) for each in recalled) == sorted(DAYS[number])
    sheet = str(paper_of(session, WORDS, PaperWanted("accession_sheet", of=number)).blocks)
    for day, line in zip(DAYS[number], lines, strict=True):
        assert day in sheet or str(line.told_day.day) in sheet


def test_the_recall_list_as_a_file_tells_the_day_of_each_piece(session: StoreSession, tmp_path: Path) -> None:
    path = tmp_path / "recall.csv"
    assert write_recall(session, WORDS, recall_of(session, WORDS, uid(session, "15556")), path) == 2
    told = path.read_text(encoding="utf-8-sig")
    assert "1972-12-19" in told
    assert "unknown" in told
    assert "1971-08-10" not in told


def test_the_places_of_a_piece_and_its_last_weighing_say_the_day_as_stated(session: StoreSession) -> None:
    stays = view(session, "15555").stays
    assert [(each.since_stated, each.until_stated) for each in stays] == [
        ("early 1985", ""),
        ("after 1978", "early 1985"),
    ]
    weighed = view(session, "15557").weighed
    assert weighed is not None
    assert weighed.told_day == StatedDay(19900000, "1990")


def test_an_entry_whose_acts_have_days_of_their_own_has_none_in_common(session: StoreSession) -> None:
    told = {each.seq: each.told_day for each in journal_entries(session, WORDS, range(1, session.head().seq + 1))}
    assert [told[seq].text(WORDS) for seq in sorted(told)][2:] == [
        "1969-07-24",
        "each act on its own day",
        "unknown",
        "after 1978",
        "1980",
        "early 1985",
        "1990",
    ]
    assert told[4].said is None
    with opened_report(session, WORDS, Wanted(Report.JOURNAL)) as opened:
        sheet = opened.document.sheets[0]
        at = [each.key for each in sheet.columns].index("day")
        assert [row[at] for row in sheet.rows][2:] == [
            19690724,
            "each act on its own day",
            "unknown",
            "after 1978",
            "1980",
            "early 1985",
            "1990",
        ]


def test_papers_of_an_entry_and_of_a_day_tell_it_as_the_source_does(session: StoreSession) -> None:
    assert "after 1978" in str(paper_of(session, WORDS, PaperWanted("entry_sheet", of="#6")).blocks)
    sheet = str(paper_of(session, WORDS, PaperWanted("day_sheet")).blocks)
    for day in ("each act on its own day", "unknown", "after 1978"):
        assert day in sheet


def test_the_history_of_a_loan_says_a_day_nobody_knows(session: StoreSession) -> None:
    (held,) = loans_of_piece(session, uid(session, "15556"))
    line = line_record(session, WORDS, held.line)
    assert line is not None
    assert [each.told_day.text(WORDS) for each in line.history] == ["unknown"]
    loan = loan_record(session, WORDS, line.line.loan)
    assert loan is not None
    assert [each.told_day.text(WORDS) for each in loan.history] == ["unknown"]


def row_of(session: StoreSession, seq: int, payload: bytes, kind: str = "batch") -> EntryRow:
    with session.database.connect() as connection:
        (row,) = journal.rows(connection, [seq])
    values = {each: getattr(row, each) for each in EntryRow.__dataclass_fields__}
    return EntryRow(**{**values, "payload": payload, "kind": kind, "own_days": True, "day": FIRST})


def test_a_day_in_a_batch_is_as_its_own_act_states_it(session: StoreSession) -> None:
    mine, other = Uid("a" * 32), Uid("b" * 32)

    def act(about: str, stated: str, since: str = "") -> str:
        operation = f'{{"sample": "#{about}", "since_stated": "{since}"}}'
        return f'{{"day": 19780000, "day_stated": "{stated}", "operation": {operation}}}'

    both = f"[{act(mine, 'about 1978')}, {act(other, '', 'unknown')}, {act('', '')}]".encode()
    row = row_of(session, 4, both)
    assert day_about(row, 19780000, mine) == StatedDay(19780000, "about 1978")
    assert day_about(row, 19780000, other) == StatedDay(19780000, "unknown")
    assert day_about(row, 19780000, Uid("c" * 32)).text(WORDS) == "each act on its own day"
    assert day_about(row, 19790101, mine) == StatedDay(19790101)
    assert day_about(row, None, mine).text(WORDS) == "each act on its own day"
    for unread in (b"", b"no acts"):
        assert day_about(row_of(session, 4, unread, "import"), 19780000, mine) == StatedDay(19780000)
    assert day_about(row_of(session, 4, b"", "import"), None, mine).text(WORDS) == "each row on its own day"


def test_a_day_from_which_nobody_knows_what_counts_is_told_as_unknown(session: StoreSession) -> None:
    for day in (0, 10101):
        assert StatedDay(day).text(WORDS) == StatedDay(day).value(WORDS) == "unknown"
        assert StatedDay(day).said is None
    assert StatedDay(19780000).value(WORDS) == 19780000
    assert day_by(None, FIRST, NOBODY) == StatedDay(FIRST)
    assert StatedDay(0, "unknown").edtf is None
    assert StatedDay(FIRST, each="day.of_each_act").edtf is None
    assert StatedDay(19750301, "about 1975").edtf == "1975~"
    assert StatedDay(19750301, "1975?").edtf == "1975?"
    assert StatedDay(19750301).edtf == "1975-03-01"


@pytest.fixture
def batch(tmp_path: Path) -> Iterator[StoreSession]:
    """A store in which acts of one entry order by exact days, of which their sources say less."""
    made = StoreSession.make(tmp_path / "batch.lunar", clock=StillClock())

    def post(*acts: Act) -> None:
        operator = "A. Curator" if made.head().seq else "#" + "0" * 32
        made.post(Posting(acts=acts, operator=operator, overrides=SAID))

    missions = (Mission(code="Apollo 15", name="Apollo 15"),)
    post(Act(operation=SetUpOperator(name="A. Curator"), day=FIRST))
    post(Act(operation=OpenCollection(code="A", name="A", scheme="apollo", missions=missions), day=FIRST))
    mass = Mass.measured(10_000_000, 1000)
    both = [Register(collection="A", number=each, mission="Apollo 15", mass=mass) for each in ("15555", "15556")]
    post(*(Act(operation=each, day=19750301, day_stated="about 1975") for each in both))
    met = [Expose(samples=(each,), kind="air", evidence="a list") for each in ("15555", "15556")]
    post(
        Act(operation=met[0], day=19760401, day_stated="1976"),
        Act(operation=met[1], day=19760401, day_stated="spring of 1976"),
    )
    reading = Reading(net_ug=9_999_500, resolution_ug=1000)
    post(
        Act(operation=Weigh(sample="15555", reading=reading), day=19770501, day_stated="1977"),
        Act(operation=Weigh(sample="15556", reading=reading), day=19770501),
    )
    yield made
    made.close()


def test_the_acts_of_one_entry_are_told_as_each_words_its_day(batch: StoreSession) -> None:
    entries = journal_entries(batch, WORDS, range(3, 6))
    assert [each.told_day.text(WORDS) for each in entries] == ["1977-05-01", "1976-04-01", "about 1975"]
    assert [each.day_stated for each in entries] == ["", "", "about 1975"]
    for number, met, weighed in (("15555", "1976", "1977"), ("15556", "spring of 1976", "1977-05-01")):
        seen = view(batch, number)
        assert seen.weighed is not None
        assert seen.first_day == StatedDay(19750301, "about 1975")
        assert [each.told_day.text(WORDS) for each in seen.steps] == [weighed, "about 1975"]
        assert seen.weighed.told_day.text(WORDS) == weighed
        (exposure,) = dossier_of(batch, seen.uid).exposures
        assert exposure.since.text(WORDS) == met
        found = form_context(batch, [seen.uid], []).pieces[0].weighed
        assert found is not None
        assert found.told_day.text(WORDS) == weighed
    sheet = str(paper_of(batch, WORDS, PaperWanted("entry_sheet", of="#3")).blocks)
    assert "about 1975" in sheet
    assert "1975-03-01" not in sheet


def test_a_loan_of_long_ago_says_its_day_as_its_act_does(batch: StoreSession) -> None:
    lent = EnterLoan(borrower="Borrower A", lines=(OldLine(sample="15555"),), source="an old list")
    acts = (
        Act(operation=SetUpPerson(name="Borrower A"), day=FIRST),
        Act(operation=lent, day=19780601, day_stated="about 1978"),
    )
    batch.post(Posting(acts=acts, operator="A. Curator", overrides=SAID))
    (held,) = loans_of_piece(batch, uid(batch, "15555"))
    assert (held.issued, held.issued_stated, held.issued_said) == (19780601, "about 1978", 19780000)
    line = line_record(batch, WORDS, held.line)
    assert line is not None
    loan = loan_record(batch, WORDS, line.line.loan)
    assert loan is not None
    assert loan.loan.requested_stated == "about 1978"
    (received,) = recall_of(batch, WORDS, uid(batch, "15555")).received
    assert (received.since, received.since_stated) == (19780000, "about 1978")
    for report in (Report.LOANS, Report.HOLDINGS):
        with opened_report(batch, WORDS, Wanted(report)) as opened:
            assert any("about 1978" in row for sheet in opened.document.sheets for row in sheet.rows), report
