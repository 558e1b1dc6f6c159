"""A bench with two sites, some places and one piece of 100 ug."""

import pytest

from tests.domain.ledger.bench import Bench, weighed


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.place("Home", "site")
    bench.place("Far", "site", remote=True)
    bench.place("Cabinet", "cabinet", "Home")
    bench.place("Far cabinet", "cabinet", "Far")
    bench.place("Box", "box", "Cabinet")
    bench.place("Vial", "vial", "Box", tare_ug=7)
    bench.register("P", weighed(100), place="Box")
    return bench
