"""Scenario 9: a typing error in a published list, found by the sum that does not close."""

from pathlib import Path

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.operations import Register, StateFact
from lunarcurator.services.importing import Verdict, post_import
from lunarcurator.services.words import Words

from tests.scenarios.lab import LSC, Lab, stated
from tests.services.importing.plans import plan_import

SOURCE = LSC + "Luna16core"
PRINTED = {"21000": "0.593", "21001": "0.623", "21002": "0.283", "21003": "0.051", "21004": "0.001"}


def listed(folder: Path, last: str, total: str = "1.62") -> Path:
    """Layer A of Luna 16 as a file; the number of the layer itself, 21090, is invented."""
    rows = {**PRINTED, "21005": last}
    lines = ["Number,Mission,Parent,Mass now (g)", f"21090,Luna 16,,{total}"]
    lines += [f"{number},,21090,{mass}" for number, mass in rows.items()]
    path = folder / "luna16.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_import_names_the_one_value_that_would_close_the_sum(told: Lab, tmp_path: Path, words: Words) -> None:
    lab = told
    before = lab.session.head()
    plan = plan_import(lab.session, listed(tmp_path, "0.7"), collection="Luna")
    flagged = {row.number: [each for each in row.reasons if "sum" in each.key] for row in plan.rows}
    assert [number for number, reasons in flagged.items() if reasons] == ["21005"]
    (reason,) = flagged["21005"]
    facts = dict(reason.facts)
    assert (facts["said_ug"], facts["closing_ug"]) == (700_000, 70_000)
    assert (facts["sum_ug"], facts["declared_ug"]) == (2_251_000, 1_620_000)
    assert "with 0.07\N{NO-BREAK SPACE}g the sum would close" in words.say_finding(reason)
    assert lab.session.head() == before, "it changes nothing by itself"
    assert next(row for row in plan.rows if row.number == "21005").verdict is Verdict.CONFLICT

    mended = plan_import(lab.session, listed(tmp_path, "0.07"), collection="Luna")
    assert not [reason for row in mended.rows for reason in row.reasons if "sum" in reason.key]
    lab.posted.append(post_import(lab.session, mended, operator="A. Curator"))
    lab.pictures[lab.posted[-1].seq] = lab.picture()
    assert lab.account(Account.HERE, collection="Luna") == 1.621
    assert lab.account(Account.RECEIVED, collection="Luna") == -1.62, "as declared"
    assert lab.account(Account.UNMEASURED, collection="Luna") == -0.001, "the last digit of the total"


def test_what_is_printed_and_what_is_meant_stand_side_by_side(told: Lab) -> None:
    """Where the piece is registered as printed, the other statement is kept beside it, with its source."""
    lab = told
    for number, mass in {**PRINTED, "21005": "0.7"}.items():
        piece = Register(
            collection="Luna", number=number, mission="Luna 16", mass=stated(float(mass)), form="fines"
        )
        lab.post(piece, day=19710600, stated="not published", source=SOURCE)
    lab.post(
        StateFact(sample="21005", field="original_ug", value="0.7 g", source=SOURCE, chosen=True),
        StateFact(
            sample="21005", field="original_ug", value="0.07 g", source="Our inference: the total is 1.62 g"
        ),
        day=20260101,
    )
    (disputed,) = lab.dossier("21005").disputed
    assert {each.value: each.chosen for each in disputed.statements} == {"0.7 g": True, "0.07 g": False}
    assert lab.account(Account.HERE, collection="Luna") == 2.251
