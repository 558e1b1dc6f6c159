"""Which libraries of the system are missing, by their files and by the packages that bring them."""

import ctypes
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

_LOADER: Final = re.compile(r"(lib[^\s:/]+\.so[.\d]*): cannot open shared object file")
"""As the loader of Linux says it; it speaks no other language to a program."""


class Library(NamedTuple):
    """A library: its file, its package on Debian and Ubuntu, and that on Fedora, "" where none is known."""

    file: str
    debian: str = ""
    fedora: str = ""


DRAWING: Final = (
    Library("libEGL.so.1", "libegl1", "libglvnd-egl"),
    Library("libGL.so.1", "libgl1", "libglvnd-glx"),
    Library("libX11.so.6", "libx11-6", "libX11"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    Library("libexpat.so.1", "libexpat1", "expat"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Library("libfreetype.so.6", "libfreetype6", "freetype"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    Library("libz.so.1", "zlib1g", "zlib"),
    Library("libzstd.so.1", "libzstd1", "libzstd"),
)
"""What Qt wants for whatever it draws, a paper too."""

X11: Final = (
    Library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
    Library("libxcb.so.1", "libxcb1", "libxcb"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    Library("libxcb-render.so.0", "libxcb-render0", "libxcb"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    Library("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    Library("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    Library("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
)
"""What Qt wants besides for a window on a screen of X11: without one of them it ends the program."""

WAYLAND: Final = (
    Library("libwayland-client.so.0", "libwayland-client0", "libwayland-client"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor"),
)
"""The same for a screen of Wayland."""


def missing_library(error: ImportError) -> str:
    """Return the name of the library that is missing, "" where that is not why something could not be loaded."""
    found = _LOADER.search(str(error))
    return found[1] if found else ""


def loaded(file: str) -> ctypes.CDLL | None:
    """Load a library as Qt would, that of the bundle or that of the system; None where there is none."""
    inside = getattr(sys, "_MEIPASS", "")
    for each in (*([str(Path(inside) / file)] if inside else []), file):
        try:
            return ctypes.CDLL(each)
        except OSError:
            continue
    return None


def missing_of(wanted: Iterable[Library]) -> tuple[Library, ...]:
    """Return which of some libraries cannot be loaded here; what needs one that is missing is missing itself."""
    return tuple(each for each in wanted if loaded(each.file) is None)


def told(missing: Iterable[Library]) -> dict[str, str]:
    """Return the files that are missing and the packages that bring them, as the sentence wants them."""
    found = tuple(missing)
    return {
        "libraries": ", ".join(each.file for each in found),
        "debian": " ".join(dict.fromkeys(each.debian for each in found)),
        "fedora": " ".join(dict.fromkeys(each.fedora for each in found)),
    }
