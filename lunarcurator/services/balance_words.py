"""What a bench balance is good for, in words: what it reads to, is certain to, and since when it is calibrated."""

from lunarcurator.domain.days import Day
from lunarcurator.services.form_context import Balance
from lunarcurator.services.words import Words


def balance_text(words: Words, balance: Balance, day: Day) -> str:
    """Return a balance with its resolution, uncertainty and calibration as they count on a day."""
    return words.say("balance.told", {"balance": balance.name, "figures": balance_figures(words, balance, day)})


def balance_figures(words: Words, balance: Balance, day: Day) -> str:
    """Return the resolution, uncertainty and calibration of a balance as they count on a day."""
    facts = {
        "resolution_ug": balance.resolution_ug,
        "uncertainty_ug": balance.uncertainty_ug,
        "calibrated": balance.calibrated,
        "due": balance.calibration_due,
    }
    certain = "balance.certain" if balance.uncertainty_ug else "balance.certainty_not_stated"
    said = {"certain": words.say(certain, facts), "calibrated": words.say(_calibration(balance, day), facts)}
    return words.say("balance.figures", {**facts, **said})


def _calibration(balance: Balance, day: Day) -> str:
    if not balance.calibrated or balance.calibrated > day:
        return "balance.not_calibrated"
    if balance.calibration_due is None:
        return "balance.calibrated"
    return "balance.calibration_over" if day > balance.calibration_due else "balance.calibrated_until"
