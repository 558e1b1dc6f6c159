"""The command line: opens the window, or runs one command without it.

What only commands need is imported when a command runs: the window must be there before it.
"""

import atexit
import errno
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lunarcurator.home_folder import provide_home
from lunarcurator.missing_library import DRAWING, missing_library, missing_of, told
from lunarcurator.screen import has_screen, is_told, missing_for_screen
from lunarcurator.services.commands.names import COMMANDS

if TYPE_CHECKING:
    from argparse import Namespace

    from lunarcurator.documents.papers.blocks import Paper
    from lunarcurator.services.commands.console import Console

_USAGE: Final = 2
_FAULT: Final = 4


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says and return the exit code: 0 done, 2 usage, 3 refused, 4 at fault."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        home = provide_home()
    except OSError:
        _console().warn("cli.no_place")
        return _FAULT
    if home is not None:
        _console().warn("cli.no_home", folder=str(home))
    try:
        return _do(given)
    except ImportError as error:
        library = missing_library(error)
        if not library:
            raise
        _tell_missing(library)
        return _FAULT


def _do(given: list[str]) -> int:
    if not given or (given[0] not in COMMANDS and not given[0].startswith("-")):
        return _window(given)
    if given[0] == "--version":
        # Asked for by programs too, and often: nothing else is loaded for it.
        from lunarcurator.own_version import own_version

        print(f"lunarcurator {own_version()}")
        return 0
    if given[:2] == ["selftest", "--start"] and len(given) == 3:
        # As a window starts: before anything only commands need is loaded.
        from lunarcurator.selftest import time_start

        return time_start(Path(given[2]))
    from lunarcurator.services.commands.parsing import make_parser
    from lunarcurator.services.commands.store_first import with_store_first

    console = _console()
    try:
        parser = make_parser(console.words, given[0] if given[0] in COMMANDS else "")
        told = parser.parse_args(with_store_first(given))
    except SystemExit as done:
        return int(done.code or 0)
    return _command(told, console)


def _command(told: "Namespace", console: "Console") -> int:
    from lunarcurator.services.commands.console import Exit
    from lunarcurator.services.commands.running import run
    from lunarcurator.services.demonstration_path import demonstration_path

    if told.command == "selftest":
        from lunarcurator.selftest import selftest

        return selftest(console.tell, walk=told.journeys)
    opens = told.command == "demo" and not told.no_window
    if told.command == "demo" and not told.store:
        told.store = str(demonstration_path())
    # At its end Python would walk once more through all that was loaded, to free what the system takes back.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    try:
        ended = run(told, console)
        console.out.flush()
    except Exception as fault:
        if _nobody_reads(fault):
            # Whoever read along has seen enough; Python would complain once more when it closes the stream.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return Exit.DONE
        if isinstance(fault, ImportError) and missing_library(fault):
            raise
        console.warn("cli.fault", kind=type(fault).__name__, problem=str(fault))
        return Exit.FAULT
    if ended is Exit.DONE and opens:
        return _window([told.store])
    return ended


def _nobody_reads(fault: Exception) -> bool:
    """Tell whether what was written goes to nobody any more."""
    if isinstance(fault, BrokenPipeError):
        return True
    if os.name != "nt" or not isinstance(fault, OSError) or fault.errno != errno.EINVAL:
        return False
    # Windows calls such a pipe an invalid argument, as it does other things; what still waits is refused again.
    try:
        sys.stdout.flush()
    except OSError as again:
        return again.errno == errno.EINVAL
    return False


def _window(given: list[str]) -> int:
    # Who clicked on a store has nobody but the window to say that it is gone.
    refused = _refused(given) if given and _is_read() else 0
    if refused:
        return refused
    missing = missing_for_screen() if is_told() else ()
    if missing:
        _console().warn("cli.no_libraries", **told(missing))
        return _FAULT
    if not has_screen():
        _console().warn("cli.no_screen")
        return _FAULT
    from lunarcurator.desktop.qt_loading import load_qt

    load_qt()
    from lunarcurator.app import run_window

    return run_window(Path(given[0]).absolute() if given else None)


def _refused(given: list[str]) -> int:
    """Say why no window opens on what was given, and return the exit code; 0 where one does."""
    if len(given) > 1:
        _console().warn("cli.one_store")
        return _USAGE
    path = Path(given[0])
    try:
        if path.exists():
            return 0
    except PermissionError:
        _console().warn("file.no_permission", file=given[0])
        return _FAULT
    if path.suffix or path.name != given[0]:
        _console().warn("cli.no_store", name=given[0])
    else:
        _console().warn("cli.no_such_store", name=given[0], commands=", ".join(COMMANDS))
    return _USAGE


def _is_read() -> bool:
    from lunarcurator.standard_streams import is_read

    return is_read()


def _tell_missing(library: str) -> None:
    """Name a library that something could not be loaded for, and at once all others that drawing lacks."""
    missing = missing_of(DRAWING) if sys.platform == "linux" else ()
    if library in {each.file for each in missing}:
        _console().warn("cli.no_libraries", **told(missing))
    else:
        _console().warn("cli.no_library", library=library)


def _console() -> "Console":
    from lunarcurator.resources_folder import resources_folder
    from lunarcurator.services.commands.console import Console
    from lunarcurator.services.words import Words
    from lunarcurator.standard_streams import standard_streams
    from lunarcurator.system_language import system_language

    out, err, stdin = standard_streams()
    words = Words.load(system_language(), resources_folder() / "languages")
    return Console(words, out, err, stdin, press=_press)


def _press(paper: "Paper", path: Path) -> str:
    """Write a paper as PDF and return what no font has: Qt is loaded for this alone, and needs no screen."""
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from lunarcurator.desktop.paper.press import press

    return press(paper, path)


if __name__ == "__main__":
    sys.exit(main())
