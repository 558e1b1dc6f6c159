import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from lunarcurator.__main__ import main
from lunarcurator.services.commands import parsing
from lunarcurator.services.words import Words

from tests.commands.begun import begin
from tests.conftest import DATA_HOME

PARSERS: dict[tuple[str, str], argparse.ArgumentParser] = {}
make_parser = parsing.make_parser


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("LC_ALL", "en")
    monkeypatch.setenv(DATA_HOME, str(tmp_path_factory.mktemp("data")))
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def parsers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command is read by the real parser of its language; to make one takes longer than most commands."""

    def made(words: Words, only: str = "") -> argparse.ArgumentParser:
        del only
        key = (words.language, parsing.own_version())
        if key not in PARSERS:
            PARSERS[key] = make_parser(words)
        return PARSERS[key]

    monkeypatch.setattr(parsing, "make_parser", made)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    def one(*arguments: str) -> Ended:
        code = main([*arguments])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return Ended(code, told.out, told.err)

    return one


@pytest.fixture
def store(run: Callable[..., Ended]) -> str:
    def new() -> None:
        assert run("new", "a.lunar", "--operator", "A. Curator").code == 0

    begin("store", new)
    return "a.lunar"


@pytest.fixture
def demonstration(run: Callable[..., Ended]) -> str:
    def made() -> None:
        assert run("demo", "--no-window", "--store", "d.lunar").code == 0

    begin("demonstration", made)
    return "d.lunar"


@pytest.fixture
def rocks(run: Callable[..., Ended], store: str) -> str:
    def bring() -> None:
        Path("rocks.csv").write_text(
            "ID,Mission,Type,Subtype,Weight (g),Pristine (%)\n"
            "10017,Apollo11,Basalt,Ilmenite,973,43.71\n12002,Apollo12,Basalt,Olivine,1530,49.04\n",
            encoding="utf-8",
        )
        assert run("import", "rocks.csv", "--into", store, "--accept-proposal").code == 0

    begin("rocks", bring)
    return store
