"""What the return sheet and the panel of a line say of a mass nobody knows, and of what a return ends."""

from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.mass_bar import MassBar
from lunarcurator.domain.acts import Authority
from lunarcurator.domain.operations.accounting import ReportLoss, ReportUse
from lunarcurator.services.lending.records import line_record

from tests.desktop.loans.test_editor import Lending
from tests.desktop.loans.test_editor import lending as lending
from tests.desktop.loans.test_return_sheet import opened, put
from tests.domain.ledger.loans_bench import PAPER
from tests.services.lending.lent_lab import KNOWN, UNKNOWN

LINE = "L-2021-001/2"


def lose(lending: Lending, ug: int | None) -> None:
    allowed = {"authority": Authority(name="M. Manager", document="memo"), "witness": "W. Witness"}
    loss = ReportLoss(line=LINE, ug=ug, circumstances="gone", report=PAPER)
    lending.lab.post(loss, day=20220102, accept=("line.loss_needs_authority",), **allowed)


def use(lending: Lending, ug: int) -> None:
    used = ReportUse(line=LINE, ug=ug, method="cut", report=PAPER)
    lending.lab.post(used, day=20220101, accept=("use.was_not_granted",))


def panel(lending: Lending) -> tuple[list[str], bool]:
    """What the panel of the line says, and whether it has a bar."""
    details = lending.room().details
    record = line_record(lending.lab.session, lending.context.words, lending.lab.line(LINE).uid)
    assert record is not None
    details.show_line(record)
    said = [each.accessibleName().replace("\u00a0", " ") for each in details.findChildren(Label)]
    return said, bool(details.findChildren(MassBar, "loanPanel.bar"))


def test_the_sheet_takes_nothing_off_what_was_lost(lending: Lending) -> None:
    use(lending, 500)
    lose(lending, 400)
    sheet = opened(lending, UNKNOWN)
    told = sheet.account._known
    assert {
        key: mass.ug if mass else None for key, mass in told.items() if key in {"consumed", "gone", "held"}
    } == {
        "consumed": 500,
        "gone": 400,
        "held": None,
    }


def test_the_panel_shows_no_bar_of_a_whole_nobody_knows(lending: Lending) -> None:
    use(lending, 500)
    said, has_bar = panel(lending)
    assert not has_bar
    assert [each for each in said if each.startswith("consumed 0.0005 g")], said
    lose(lending, None)
    said, has_bar = panel(lending)
    assert not has_bar
    assert [each for each in said if "consumed 0.0005 g" in each and each.endswith("lost 1 piece not weighed")], (
        said
    )


def test_the_sheet_says_what_it_ends_before_it_is_posted(lending: Lending) -> None:
    sheet = opened(lending, UNKNOWN, KNOWN)
    assert sheet.account._ends.isHidden()
    put(sheet, 0, name="c-1", form="chip", stated="1", confirmed="yes")
    lending.qtbot.keyClicks(sheet.head._document, "F-1")
    sheet.grid.selectRow(0)

    def says(words: str) -> bool:
        return sheet.account._ends.text() == words

    retired = "The return closes the line; its piece is then retired."
    lending.qtbot.waitUntil(lambda: says(retired), timeout=10_000)
    assert "return.rest_unknown" in [each.key for each in sheet.findings.said or ()]
    put(sheet, 0, fate="Used up")
    lending.qtbot.waitUntil(lambda: says("The line stays open for the rest."), timeout=10_000)
    sheet.grid.selectRow(1)
    put(sheet, 1, stated="9", confirmed="yes")
    lending.qtbot.waitUntil(lambda: says("The return closes the line."), timeout=10_000)
    put(sheet, 1, fate="Used up", confirmed="")
    lending.qtbot.waitUntil(
        lambda: says("The return closes the line; its piece is then consumed."), timeout=10_000
    )
    put(sheet, 1, fate="Lost")
    lending.qtbot.waitUntil(lambda: says("The return closes the line; its piece is then lost."), timeout=10_000)
