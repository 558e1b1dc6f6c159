"""Whether there is a screen to open a window on: Qt would end the program without a word to the person."""

import ctypes
import os
import sys

from lunarcurator.missing_library import DRAWING, WAYLAND, X11, Library, loaded, missing_of


def is_chosen() -> bool:
    """Tell whether the system always has a screen, or somebody said what Qt is to draw on."""
    return sys.platform != "linux" or bool(os.environ.get("QT_QPA_PLATFORM"))


def is_told() -> bool:
    """Tell whether the surroundings name a screen."""
    return is_chosen() or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def missing_for_screen() -> tuple[Library, ...]:
    """Return which libraries a window lacks on the screens that are named; one of the two kinds is enough."""
    if is_chosen():
        return ()
    named = (("WAYLAND_DISPLAY", WAYLAND), ("DISPLAY", X11))
    lacking = [missing_of(wanted) for variable, wanted in named if os.environ.get(variable)]
    return (*missing_of(DRAWING), *(lacking[-1] if lacking and all(lacking) else ()))


def has_screen() -> bool:
    """Tell whether a window can open: a screen is named, nothing it wants is missing, and it answers."""
    if is_chosen():
        return True
    return is_told() and not missing_for_screen() and (_answers_as_wayland() or _answers_as_x11())


def _answers_as_wayland() -> bool:
    client = loaded("libwayland-client.so.0") if os.environ.get("WAYLAND_DISPLAY") else None
    if client is None:
        return False
    client.wl_display_connect.restype = ctypes.c_void_p
    client.wl_display_disconnect.argtypes = [ctypes.c_void_p]
    screen = client.wl_display_connect(None)
    if screen:
        client.wl_display_disconnect(screen)
    return bool(screen)


def _answers_as_x11() -> bool:
    client = loaded("libxcb.so.1") if os.environ.get("DISPLAY") else None
    if client is None:
        return False
    client.xcb_connect.restype = ctypes.c_void_p
    client.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    client.xcb_disconnect.argtypes = [ctypes.c_void_p]
    # It is something to ask and to give back also where it failed.
    screen = client.xcb_connect(None, None)
    answers = bool(client.xcb_connection_has_error(screen) == 0)
    client.xcb_disconnect(screen)
    return answers
