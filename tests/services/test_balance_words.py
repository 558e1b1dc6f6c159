"""What a balance is good for, in words: its resolution, its uncertainty, and its calibration on a day."""

import pytest
from lunarcurator.domain.identity import Uid
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.balance_words import balance_text
from lunarcurator.services.form_context import Balance
from lunarcurator.services.words import Words

DAY = 20220101


def told(*, uncertainty: int = 20, calibrated: int | None = 20210101, due: int | None = None) -> str:
    words = Words.load("en", resources_folder() / "languages", strict=True)
    balance = Balance(Uid("u"), "B1", 10, uncertainty, calibrated, due, "", retired=False)
    return balance_text(words, balance, DAY).replace("\xa0", " ")


def test_all_that_is_known_of_a_balance_is_told() -> None:
    assert told() == "B1 reads to 0.01 mg, certain to 0.02 mg, calibrated 2021-01-01"


def test_what_is_not_known_is_said_to_be_not_known() -> None:
    said = told(uncertainty=0, calibrated=None)
    assert said == "B1 reads to 0.01 mg, uncertainty not stated, no calibration on record"


@pytest.mark.parametrize(
    ("calibrated", "due", "says"),
    [
        (DAY, DAY, "calibrated 2022-01-01, next due 2022-01-01"),
        (20210101, 20211231, "calibrated 2021-01-01, overdue since 2021-12-31"),
        (20220102, 20230101, "no calibration on record"),
    ],
)
def test_a_calibration_counts_from_its_day_until_the_next_is_due(calibrated: int, due: int, says: str) -> None:
    assert told(calibrated=calibrated, due=due).endswith(says)
