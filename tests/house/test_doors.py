"""Who may import whom, and what no part may import at all."""

import ast

import pytest
from importlinter.cli import lint_imports

from tests.house.sources import PACKAGE, PROJECT, imported, sources, told

# The program opens no connection, and nothing in a store tells on which machine it was written.
FORBIDDEN_MODULES = {
    "asyncio", "ftplib", "http", "imaplib", "poplib", "requests", "smtplib", "socket", "socketserver", "ssl",
    "telnetlib", "urllib", "urllib3", "webbrowser", "xmlrpc",
}  # fmt: skip
FORBIDDEN_NAMES = {
    "getnode",
    "uuid1",
    "QNetworkInterface",
    "QNetworkAccessManager",
    "QTcpSocket",
    "QTcpServer",
}


def test_doors_open_one_way(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(PROJECT)
    monkeypatch.syspath_prepend(PROJECT)
    status = lint_imports(config_filename=str(PROJECT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert status == 0, capfd.readouterr().out


def test_nothing_speaks_to_a_network() -> None:
    found = [
        f"{source.at(node)} imports {name}"
        for source in sources(PACKAGE)
        for node, name in imported(source)
        if name.split(".")[0] in FORBIDDEN_MODULES
        or (name.startswith("PySide6.QtNetwork.") and not name.endswith((".QLocalServer", ".QLocalSocket")))
    ]
    assert not found, told(found)


def test_no_identity_carries_the_address_of_a_machine() -> None:
    found = [
        f"{source.name} names {name}"
        for source in sources(PACKAGE)
        for name in FORBIDDEN_NAMES
        if name in source.text
    ]
    assert not found, told(found)


def test_values_of_a_type_are_read_in_one_place() -> None:
    # Two threads that first read one type in msgspec at the same moment end the process.
    reading = ("msgspec.convert(", "Decoder(")
    found = [
        f"{source.name} reads by {each}"
        for source in sources(PACKAGE)
        if source.path.name != "typed_json.py"
        for each in reading
        if each in source.text
    ]
    found += [
        source.at(call)
        for source in sources(PACKAGE)
        for call in source.nodes(ast.Call)
        if ast.unparse(call.func) == "msgspec.json.decode" and call.keywords
    ]
    assert not found, told(found)
