import json
from pathlib import Path

import pytest
from lunarcurator.domain.numbering import Scheme


def read_scheme(resources: Path, code: str) -> Scheme:
    return Scheme.from_table(json.loads((resources / "schemes" / f"{code}.json").read_text("utf-8")))


@pytest.fixture(scope="session")
def apollo(resources: Path) -> Scheme:
    return read_scheme(resources, "apollo")


@pytest.fixture(scope="session")
def change(resources: Path) -> Scheme:
    return read_scheme(resources, "change")


@pytest.fixture(scope="session")
def plain(resources: Path) -> Scheme:
    return read_scheme(resources, "plain")
