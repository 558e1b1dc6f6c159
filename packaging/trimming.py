"""What of Qt the bundle carries: a list of plugins, and the libraries that are reached from what is left."""

import os
import re
import sys
from pathlib import Path, PurePath

ROOT = Path(__file__).parent.parent
_PLUGINS = {
    "platforms": {
        "qxcb",
        "qoffscreen",
        "qwayland",
        "qwayland-generic",
        "qwayland-egl",
        "qwindows",
        "qcocoa",
        "qminimal",
    },
    "wayland-shell-integration": {"xdg-shell"},
    "wayland-decoration-client": {"adwaita", "bradient"},
    "iconengines": {"qsvgicon"},
    "imageformats": {"qsvg", "qjpeg", "qtiff", "qwebp", "qgif", "qico"},
    "platforminputcontexts": {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"},
    "printsupport": {"cupsprintersupport", "windowsprintersupport", "cocoaprintersupport"},
    "platformthemes": {"qxdgdesktopportal"},
    "styles": {"qmodernwindowsstyle", "qmacstyle"},
}
"""The plugins the program needs, by folder; another theme plugin would drag in whatever the build machine has."""

_SPOKEN = "|".join(sorted(path.parent.name for path in (ROOT / "resources" / "languages").glob("*/*.po")))
_TRANSLATIONS = re.compile(rf"PySide6/(Qt/)?translations/(?!qtbase_({_SPOKEN})\.)")
"""The words of Qt in languages that the program has not."""
_PAINTS_WITHOUT_A_CARD = "opengl32sw.dll"
"""The drawing of solids in software, 20 MB: the window has none."""
_FROM_THE_HOST = re.compile(
    r"^lib(stdc\+\+|gcc_s|fontconfig|freetype|X11|xcb|dbus-1|systemd|z|drm|GL|EGL|GLX|GLdispatch|gbm)\.so"
)
"""Libraries that must be the host's own: an older one beside the program stops its graphics drivers."""


def kept(name: str) -> bool:
    """Tell whether a file of the analysis, by its place in the bundle, belongs into it."""
    path = PurePath(name).as_posix()
    # Bytecode that Python left beside a source tells when that was last touched, and no two builds are alike.
    if _TRANSLATIONS.search(path) or path.endswith(_PAINTS_WITHOUT_A_CARD) or "__pycache__" in path:
        return False
    if "/plugins/" in path:
        folder, _, file = path.split("/plugins/", 1)[1].rpartition("/")
        plugin = PurePath(file).name.split(".")[0].removeprefix("lib")
        return plugin in _PLUGINS.get(folder, set())
    return not (sys.platform == "linux" and _FROM_THE_HOST.match(PurePath(path).name))


def reached(binaries: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return the binaries that an extension module, a plugin or the interpreter needs, directly or not.

    Only on Linux, where the default takes along what the dropped plugins had needed.
    """
    if sys.platform != "linux":
        return binaries
    from PyInstaller.depend.bindepend import get_imports

    by_name = {PurePath(dest).name: (dest, source, kind) for dest, source, kind in binaries}
    start = [
        each for each in binaries if each[2] == "EXTENSION" or "/plugins/" in each[0] or "libpython" in each[0]
    ]
    found: dict[str, tuple[str, str, str]] = {}
    waiting = list(start)
    while waiting:
        each = waiting.pop()
        if each[0] in found:
            continue
        found[each[0]] = each
        for name, _ in get_imports(each[1]):
            needed = by_name.get(Path(name).name)
            if needed is not None and needed[0] not in found:
                waiting.append(needed)
    return list(found.values())


def leading_somewhere(
    datas: list[tuple[str, str, str]], binaries: list[tuple[str, str, str]]
) -> list[tuple[str, str, str]]:
    """Return the files without the links to a library that is not carried: no stick takes such a link."""
    carried = {PurePath(dest).as_posix() for dest, _, _ in (*datas, *binaries)}

    def leads(dest: str, source: str, kind: str) -> bool:
        target = os.path.normpath(PurePath(dest).parent / source)
        return kind != "SYMLINK" or PurePath(target).as_posix() in carried

    return [each for each in datas if leads(*each)]
