"""Builds the bundle and tries it: `uv run python packaging/build.py [--into DIR]`.

The result is one folder, `dist/lunarcurator`. What is tried here: the selftest of the bundle and the journeys of a
curator, copied to an empty folder that is then made read-only, with an empty environment, no PATH, no home, and a
filter that kills the program at the first socket to a network. On Windows and macOS the same without the filter,
with windows on a screen. `--stores DIR` says where the stores of the trial lie, best on another drive; with
`--twice` it is built a second time and must be the same to the byte.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import needs
import same_bytes
from licences import without_text
from lunarcurator.services.licences import FILE, parts_inside
from windows import libraries, python_parts

HERE = Path(__file__).parent
ROOT = HERE.parent
_UNKNOWN = 54_321
PLACE = "Lunar Curator 月球样品"
"""Where the copy lies that is tried; a folder of a lab is rarely named in plain English without blanks."""
LARGEST_MB = 165
"""A megabyte is 10^6 bytes; the folder must fit on the smallest stick a lab still has, with its stores."""


def main() -> int:
    """Build, tell the size, try, and return 0 if everything holds."""
    parser = argparse.ArgumentParser(prog="build.py", description=__doc__.splitlines()[0])
    parser.add_argument("--into", type=Path, default=ROOT / "dist")
    parser.add_argument("--stores", type=Path)
    parser.add_argument("--twice", action="store_true")
    told = parser.parse_args()
    into: Path = told.into
    build(into)
    bundle = into / "lunarcurator"
    total = tell_size(bundle)
    missing = [*tell_needs(bundle), *tell_licences(bundle), *tell_links(bundle)]
    tried = try_out(bundle, told.stores) or show_on_screen(bundle)
    tell_start(bundle)
    if total > LARGEST_MB:
        print(f"too large: {total:.0f} MB, {LARGEST_MB} allowed", file=sys.stderr)
        return 1
    differing = build_again(bundle) if told.twice else []
    return 1 if missing or differing else tried


def build(into: Path) -> None:
    """Run PyInstaller; what it leaves while working goes into a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="lunarcurator-build-") as work:
        command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
        command += ["--distpath", str(into), "--workpath", work, str(HERE / "lunarcurator.spec")]
        subprocess.run(command, check=True, cwd=ROOT, env=same_bytes.told(dict(os.environ)))


def build_again(bundle: Path) -> list[str]:
    """Build once more and return what of it differs from a bundle."""
    with tempfile.TemporaryDirectory(prefix="lunarcurator-again-") as folder:
        build(Path(folder))
        differing = same_bytes.differing(bundle, Path(folder) / "lunarcurator")
    for name in differing:
        print(f"not the same in a second build: {name}", file=sys.stderr)
    if not differing:
        print("a second build is the same to the byte")
    return differing


def tell_size(bundle: Path) -> float:
    """Print the size by component, in megabytes, and return the sum."""
    sizes: Counter[str] = Counter()
    for path in _files(bundle):
        sizes[_component(path.relative_to(bundle))] += path.stat().st_size
    for name, size in sizes.most_common():
        print(f"{size / 1e6:8.1f} MB  {name}")
    total = sum(sizes.values()) / 1e6
    print(f"{total:8.1f} MB  in all")
    return total


def tell_needs(bundle: Path) -> list[str]:
    """Print the oldest C library a bundle of Linux runs with; return what is missing or does not belong inside."""
    foreign, missing = [], []
    if sys.platform == "win32":
        foreign, missing = libraries.brought(bundle), libraries.lacking(bundle)
    elif needs.can_tell():
        print(f"runs where the C library is GLIBC {needs.newest_c_library(bundle)} or newer")
        missing = needs.lacking(bundle)
    for each in missing:
        print(f"missing: {each}; install it where the bundle is built", file=sys.stderr)
    for each in foreign:
        print(f"{each} is Windows' own, and must not travel along", file=sys.stderr)
    return [*missing, *foreign]


def tell_links(bundle: Path) -> list[str]:
    """Return the links that lead nowhere, and name them."""
    found = [
        str(path.relative_to(bundle)) for path in bundle.rglob("*") if path.is_symlink() and not path.exists()
    ]
    for each in found:
        print(f"leads nowhere: {each}", file=sys.stderr)
    return found


def tell_licences(bundle: Path) -> list[str]:
    """Say how many parts are inside; return those without a text of their licence, and what is of no part.

    The last is asked on Windows, where no system says to whom a library belongs; on macOS nothing is.
    """
    parts = parts_inside(next(bundle.rglob(FILE)).parent)
    bare = without_text(parts)
    print(f"{len(parts)} parts; without a text of its licence: {', '.join(bare) or 'none'}")
    unlisted = python_parts.unlisted(bundle, parts) if sys.platform == "win32" else []
    for each in unlisted:
        print(f"not in the list of what is inside: {each}", file=sys.stderr)
    return [*bare, *unlisted] if sys.platform != "darwin" else []


def show_on_screen(bundle: Path) -> int:
    """Open the window on a screen of X11, and return 0 if it opens or there is no such screen to be had.

    Without a screen another part of Qt draws: a library that only a screen needs is not missed there.
    """
    if sys.platform != "linux":
        return 0
    server = shutil.which("Xvfb")
    if server is None:
        print("no Xvfb: the window was not opened on a screen")
        return 0
    reading, writing = os.pipe()
    command = [server, "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as screen:
        os.close(writing)
        try:
            with os.fdopen(reading) as told, tempfile.TemporaryDirectory(prefix="lunarcurator-shown-") as folder:
                env = {"DISPLAY": f":{told.readline().strip()}", "TMPDIR": folder, "HOME": folder}
                program, store = str(bundle / "lunarcurator"), str(Path(folder) / "demo.lunar")
                subprocess.run([program, "demo", "--no-window", "--store", store], env=env, check=True)
                print("on a screen of X11: ", end="", flush=True)
                shown = subprocess.run([program, "selftest", "--start", store], env=env, check=False, timeout=120)
                return shown.returncode
        finally:
            screen.terminate()


def tell_start(bundle: Path, times: int = 5) -> None:
    """Print how long bundle and source take to the first paint, to rows and to a room; medians, Linux only."""
    if sys.platform != "linux":
        return
    with tempfile.TemporaryDirectory(prefix="lunarcurator-started-") as folder:
        store = str(Path(folder) / "demo.lunar")
        told = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": folder, "XDG_DATA_HOME": folder}
        programs = {"bundle": [str(bundle / "lunarcurator")], "source": [sys.executable, "-m", "lunarcurator"]}
        subprocess.run([*programs["bundle"], "demo", "--no-window", "--store", store], env=told, check=True)
        for name, program in programs.items():
            command = [*program, "selftest", "--start", store]
            said = [
                subprocess.run(command, env=told, cwd=ROOT, capture_output=True, text=True, check=True).stdout
                for _ in range(times)
            ]
            figures = [[int(each) for each in re.findall(r"(\d+) ms", line)] for line in said]
            paint, rows, room = (sorted(column)[times // 2] for column in zip(*figures, strict=True))
            print(f"{name}: first paint {paint} ms, rows {rows} ms, room {room} ms (median of {times})")


def try_out(bundle: Path, stores: Path | None = None) -> int:
    """Run the selftest of a copy in a read-only folder, in an empty environment, without sockets.

    What it makes lies in a folder of its own, among `stores` if told. It must write nothing beside itself.
    """
    with (
        tempfile.TemporaryDirectory(prefix="lunarcurator-tried-") as folder,
        tempfile.TemporaryDirectory(prefix="lunarcurator-stores-", dir=stores) as work,
    ):
        copy = Path(folder) / PLACE
        shutil.copytree(bundle, copy, symlinks=True)
        _set_writable(copy, writable=False)
        before = _listing(copy)
        ended = 0
        for more in ((), ("--journeys",)):
            command = [*_program(copy, more), "selftest", *more]
            # Saying where it reads gives a program with windows its streams.
            streams = {"stdin": subprocess.DEVNULL}
            tried = subprocess.run(command, env=_told(work), cwd=folder, **streams, check=False, timeout=900)
            ended = ended or tried.returncode
        ended = ended or _try_unknown(copy / "lunarcurator", Path(folder), Path(work))
        ended = ended or try_shell(copy, _told(work))
        changed = sorted({name for name, *_ in before ^ _listing(copy)})
        _set_writable(copy, writable=True)
    if ended in {-31, 159}:
        print("the program tried to open a socket to a network", file=sys.stderr)
    for name in changed:
        print(f"the program changed its own folder: {name}", file=sys.stderr)
    return 1 if ended or changed else 0


def try_shell(copy: Path, told: dict[str, str]) -> int:
    """On Windows, try the twin for shells: they must find it, wait for it, and get its words and exit codes."""
    if sys.platform != "win32":
        return 0
    names = ("lunarcurator.exe", "lunarcurator.com")
    if [libraries.has_console(copy / name) for name in names] != [False, True]:
        print("the window has a console, or its twin has none", file=sys.stderr)
        return 1
    for given, code, words in ((["--version"], 0, "lunarcurator"), (["verify", "none.lunar"], 4, "none.lunar")):
        # By its bare name, as a person types it: the shell of Windows would find both.
        shell = subprocess.run(
            ["cmd", "/c", "lunarcurator", *given],
            env=told,
            cwd=copy,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if shell.returncode != code or words not in shell.stdout + shell.stderr:
            print(f"a shell got {shell.returncode} and {shell.stdout}{shell.stderr} for {given}", file=sys.stderr)
            return 1
    print("a shell waits for the twin, and gets its words and exit codes")
    return 0


def _program(copy: Path, told: tuple[str, ...]) -> list[str]:
    """Return how the program of a bundle is started for a trial; a twin takes no journeys."""
    if sys.platform == "win32":
        return [str(copy / ("lunarcurator.exe" if told else "lunarcurator.com"))]
    if sys.platform == "linux" and os.uname().machine == "x86_64":
        return [sys.executable, str(HERE / "no_sockets.py"), str(copy / "lunarcurator")]
    return [str(copy / "lunarcurator")]


def _told(work: str) -> dict[str, str]:
    """Return the environment of a trial, next to none where the system allows it."""
    if sys.platform == "linux":
        return {"TMPDIR": work, "QT_QPA_PLATFORM": "offscreen"}
    return {key: text for key, text in os.environ.items() if not key.startswith(("PYTHON", "QT_"))} | {
        "TMPDIR": work
    }


def _listing(folder: Path) -> set[tuple[str, int, int]]:
    """Return every file and folder with what changes when it is written to."""
    found = [(path.relative_to(folder).as_posix(), path.lstat()) for path in folder.rglob("*")]
    return {(name, state.st_size, state.st_mtime_ns) for name, state in found}


def _set_writable(folder: Path, *, writable: bool) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | 0o200 if writable else path.stat().st_mode & ~0o222)


def _try_unknown(program: Path, folder: Path, work: Path) -> int:
    """Make the demonstration under a number that stands in no list of persons, where this may be tried at all."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return 0
    for path, rights in ((folder, 0o755), (work, 0o777)):
        path.chmod(rights)
    command = [str(program), "demo", "--no-window"]
    nobody = {"user": _UNKNOWN, "group": _UNKNOWN, "extra_groups": []}
    env = {"TMPDIR": str(work)}
    print("without a name and a home: ", end="", flush=True)
    return subprocess.run(command, env=env, cwd=work, check=False, timeout=120, **nobody).returncode


def _component(path: Path) -> str:
    name = path.as_posix()
    for pattern, component in (
        (r"libicu", "ICU"),
        (r"Qt/lib/|/Qt6\w+\.dll$", "Qt libraries"),
        (r"(Qt|PySide6)/plugins/", "Qt plugins"),
        (r"(Qt|PySide6)/translations/", "Qt translations"),
        (r"PySide6/|shiboken6|pyside6", "PySide6 bindings"),
        (r"lunarcurator/resources/fonts/", "Chinese font, cut"),
        (r"lunarcurator/resources/", "resources"),
        (r"qtawesome|fontpkg", "fonts"),
        (r"sqlalchemy", "SQLAlchemy extensions"),
        (r"tzdata", "time zones"),
        (r"libpython|/python3\d*\.dll$|lib-dynload|^_internal/\w+\.pyd$|base_library", "Python"),
        (r"^lunarcurator(\.\w+)?$|\.pyc?$|lunarcurator/", "program and bytecode"),
    ):
        if re.search(pattern, name):
            return component
    return "system libraries and others"


def _files(bundle: Path) -> Iterator[Path]:
    return (path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink())


if __name__ == "__main__":
    sys.exit(main())
