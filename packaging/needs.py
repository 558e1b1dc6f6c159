"""What the libraries of a bundle ask of the system they run on: `python packaging/needs.py BUNDLE`.

What is neither inside nor named here as the system's own is missing, and the program may not start where this
machine is not: the machine that built lacked it, and PyInstaller only warns.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

FROM_THE_SYSTEM = re.compile(
    r"^(ld-linux-x86-64|ld-linux-aarch64|lib(c|m|dl|rt|pthread|util|resolv|stdc\+\+|gcc_s"
    r"|fontconfig|freetype|X11|xcb|dbus-1|systemd|z|drm|GL|EGL|GLX|GLdispatch|gbm"
    r"|wayland-client|wayland-cursor|wayland-egl))\.so\.\d+$"
)
"""The C and C++ libraries, and what must be the graphics system's own.

Every desktop has them; those of Wayland are asked for only on a desktop of Wayland.
"""


def lacking(bundle: Path) -> list[str]:
    """Return the libraries something in the bundle needs that nobody brings, each with who needs it."""
    programs = [path for path in _files(bundle) if _is_program(path)]
    inside = {path.name for path in _files(bundle)}
    found: dict[str, str] = {}
    for path in programs:
        for name in needed(path):
            if name not in inside and not FROM_THE_SYSTEM.match(name):
                found.setdefault(name, path.name)
    return [f"{name}, needed by {who}" for name, who in sorted(found.items())]


def newest_c_library(bundle: Path) -> str:
    """Return the newest version of the C library anything in the bundle asks for."""
    newest: tuple[int, ...] = (0,)
    for path in filter(_is_program, _files(bundle)):
        told = _told("objdump", "-T", str(path))
        for major, minor in re.findall(r"GLIBC_(\d+)\.(\d+)", told):
            newest = max(newest, (int(major), int(minor)))
    return ".".join(map(str, newest))


def needed(program: Path) -> list[str]:
    """Return the libraries a program or library names as needed."""
    return re.findall(r"^\s*NEEDED\s+(\S+)$", _told("objdump", "-p", str(program)), re.MULTILINE)


def can_tell() -> bool:
    """Tell whether this machine can look into a bundle: Linux with its tools."""
    return sys.platform == "linux" and shutil.which("objdump") is not None


def _told(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _is_program(path: Path) -> bool:
    return path.suffix == ".so" or ".so." in path.name or path.name == "lunarcurator"


def _files(bundle: Path) -> Iterator[Path]:
    return (path for path in bundle.rglob("*") if path.is_file())


if __name__ == "__main__":
    for each in lacking(Path(sys.argv[1])):
        print(each)
