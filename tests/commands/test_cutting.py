"""Sieving, dissection, sections and composites by the command line: one act of JSON each."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Ended

type Run = Callable[..., Ended]

READING = {"net_ug": 5_000_000, "resolution_ug": 1_000}


@pytest.fixture
def cores(run: Run, store: str) -> str:
    Path("cores.csv").write_text(
        "Sample,Mission,Form,Recovered (cm),Orientation,Mass now (g)\n"
        "76001,Apollo17,core segment,34.5,,100\n78221,Apollo17,fines,,,100\n79135,Apollo17,chip,,,100\n",
        encoding="utf-8",
    )
    assert run("import", "cores.csv", "--into", store, "--accept-proposal").code == 0
    return store


def post(run: Run, store: str, kind: str, *more: str, **operation: Any) -> Ended:
    Path("act.json").write_text(json.dumps({"kind": kind, "operation": operation}), encoding="utf-8")
    return run("post", store, "act.json", *more)


def daughter(number: str = "", **values: int) -> dict[str, Any]:
    said = [{"field": key, "value": value} for key, value in values.items()]
    return {"number": number, "reading": READING, "values": said}


def told(run: Run, store: str, number: str) -> dict[str, Any]:
    return json.loads(run("show", store, number, "--json").out)


def test_a_soil_is_sieved(run: Run, cores: str) -> None:
    fractions = [daughter(sieve_max_um=1_000), daughter(",7", sieve_min_um=1_000)]
    done = post(run, cores, "sieve", parent="78221", daughters=fractions, sieves="1 mm")
    assert "Sieved 78221 into 2: 78221,8" in done.out
    assert "Sieved over:         1 mm" in run("show", cores, "78221,7").out
    assert told(run, cores, "78221,8")["core"] == {"sieve_max_um": 1_000}
    overlapping = [daughter(sieve_max_um=2_000), daughter(sieve_min_um=1_000)]
    refused = post(run, cores, "sieve", parent="78221", daughters=overlapping)
    assert (refused.code, "overlap" in refused.err) == (3, True)


def test_a_core_is_dissected_and_a_break_is_told_in_mm(run: Run, cores: str) -> None:
    first = [daughter(depth_top_um=0, depth_bottom_um=5_000), daughter(depth_top_um=5_000, depth_bottom_um=10_000)]
    gap = [{"top_um": 10_000, "bottom_um": 12_500, "kind": "slump"}]
    done = post(run, cores, "dissect", parent="76001", dissection_pass=1, daughters=first, gaps=gap, light="red")
    assert "Dissected 76001, pass 1, into 2" in done.out
    shown = run("show", cores, "76001,2").out
    assert "red light" in shown
    assert "Depth, bottom:       10 mm" in shown
    assert "Recovered length:    345 mm" in run("show", cores, "76001").out
    broken = [daughter(depth_top_um=20_000, depth_bottom_um=25_000)]
    refused = post(run, cores, "dissect", parent="76001", dissection_pass=1, daughters=broken)
    assert (refused.code, "from 10\u00a0mm to 20\u00a0mm" in refused.err) == (3, True)


def test_sections_are_made_by_a_pattern(run: Run, cores: str) -> None:
    butts = post(run, cores, "make_sections", parent="79135", numbers=",6000-6014", form="potted_butt")
    assert butts.code == 0
    pattern = ",6015-6059 except ,6019 ,6038 ,6039 ,6052-6054"
    done = post(run, cores, "make_sections", parent="79135,6000", numbers=pattern, thickness_um=30)
    assert pattern in done.out
    assert run("show", cores, "79135,6059").code == 0
    assert run("show", cores, "79135,6053").code == 3
    refused = post(run, cores, "make_sections", parent="79135,6000", numbers=",9-7")
    assert (refused.code, "counts down" in refused.err) == (3, True)


def test_a_composite_has_all_its_parts_as_parents(run: Run, cores: str) -> None:
    parts = [{"sample": "78221", "ug": 2_000_000}, {"sample": "79135"}]
    whole = {"parts": parts, "collection": "Apollo", "number": "79999"}
    asked = post(run, cores, "compose", **whole)
    assert "The composite 79999 has no mass, and 102\u00a0g of its parts is booked as unmeasured." in asked.err
    done = post(run, cores, "compose", "--because", "it stays sealed", **whole)
    assert "Put 78221 and 79135 together to 79999" in done.out
    assert told(run, cores, "79135")["existence"] == "retired"


def test_a_split_of_more_than_the_book_had_says_what_was_booked(run: Run, cores: str) -> None:
    first = {"net_ug": 100_000_000, "resolution_ug": 1_000_000}
    assert post(run, cores, "weigh", sample="79135", reading=first).code == 0
    mass = {"kind": "measured", "ug": 100_500_000, "resolution_ug": 1_000}
    done = post(run, cores, "split", parent="79135", daughters=[{"form": "chip", "mass": mass}])
    assert done.code == 0, done.err
    assert "0.5\u00a0g more than the book had, booked from adjustment" in done.out
    exact = post(run, cores, "sieve", parent="78221", daughters=[daughter(sieve_max_um=1_000)])
    assert "adjustment" not in exact.out
