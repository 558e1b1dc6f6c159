"""Ask an act what the rules say of it."""

from collections.abc import Callable

import pytest

from tests.domain.ledger.desk import Refused

Told = set[tuple[str, str, str]]


def told(act: Callable[[], object]) -> Told:
    """Return rule, strength and key of all that is found about an act that is not posted."""
    with pytest.raises(Refused) as refused:
        act()
    return {(each.rule, str(each.strength), each.key) for each in refused.value.findings}


def impossible(rule: str, key: str) -> Told:
    return {(rule, "impossible", key)}
