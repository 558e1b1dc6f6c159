"""What the libraries of a bundle for Windows ask of the system they run on: `python libraries.py BUNDLE`.

What every Windows has must come from there and never travel along: it would be another Windows' own. What is
neither inside nor Windows' is missing, and the program would not start.
"""

import fnmatch
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

_OF_WINDOWS = (
    *("advapi32", "api-ms-win-*", "authz", "bcrypt", "bcryptprimitives", "cfgmgr32", "comctl32", "comdlg32"),
    *("crypt32", "d3d11", "d3d12", "d3d9", "dbghelp", "dnsapi", "dwmapi", "dwrite", "dxgi", "ext-ms-win-*"),
    *("gdi32", "icu", "icuin", "icuuc", "imagehlp", "imm32", "iphlpapi", "kernel32", "mpr", "mscms"),
    *("msvcrt", "ncrypt", "netapi32", "ntdll", "ole32", "oleaut32", "opengl32", "powrprof", "propsys"),
    *("psapi", "rpcrt4", "secur32", "setupapi", "shcore", "shell32", "shlwapi", "ucrtbase"),
    *("uiautomationcore", "user32", "userenv", "uxtheme", "version", "winhttp", "winmm", "winspool"),
    *("ws2_32", "wtsapi32"),
)
"""Libraries that Windows 10 of version 1809 and every later one has."""


def of_windows(name: str) -> bool:
    """Tell whether a library is one that Windows brings."""
    bare, _, suffix = name.casefold().rpartition(".")
    return suffix in {"dll", "drv"} and any(fnmatch.fnmatchcase(bare, each) for each in _OF_WINDOWS)


def brought(bundle: Path) -> list[str]:
    """Return the files of a bundle that are Windows' own, or the stand-ins of a Wine that has none."""
    return sorted(path.relative_to(bundle).as_posix() for path in _files(bundle) if of_windows(path.name))


def lacking(bundle: Path) -> list[str]:
    """Return the libraries something in a bundle needs that nobody brings, each with who needs it."""
    inside = {path.name.casefold() for path in _files(bundle)}
    found: dict[str, str] = {}
    for path in _files(bundle):
        if path.suffix.casefold() in {".dll", ".pyd", ".exe", ".com"}:
            for name in needed(path):
                if name.casefold() not in inside and not of_windows(name):
                    found.setdefault(name, path.name)
    return [f"{name}, needed by {who}" for name, who in sorted(found.items())]


def has_console(program: Path) -> bool:
    """Tell whether Windows gives a program a console, and whether its shells wait for it."""
    import pefile

    with pefile.PE(str(program), fast_load=True) as read:
        return bool(read.OPTIONAL_HEADER.Subsystem == pefile.SUBSYSTEM_TYPE["IMAGE_SUBSYSTEM_WINDOWS_CUI"])


def needed(program: Path) -> list[str]:
    """Return the libraries that Windows loads along with a program or library."""
    # It comes with PyInstaller, on Windows alone.
    import pefile

    with pefile.PE(str(program), fast_load=True) as read:
        read.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
        entries: Iterable[object] = getattr(read, "DIRECTORY_ENTRY_IMPORT", ())
        return [each.dll.decode("ascii") for each in entries]  # type: ignore[attr-defined]


def _files(bundle: Path) -> Iterator[Path]:
    return (path for path in bundle.rglob("*") if path.is_file())


if __name__ == "__main__":
    for each in lacking(Path(sys.argv[1])):
        print(each)
