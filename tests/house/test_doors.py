"""Who may import whom, and what no part may import at all."""

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
