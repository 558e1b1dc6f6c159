"""Loads Qt before anything of the window, and keeps Python's own way to import."""

import builtins


def load_qt() -> None:
    """Load what every window needs of Qt, and put Python's own import back.

    PySide puts another in its place, which reads the source of every module imported after it to see whether it
    asks for names in snake case. Nothing here does, and all sources would be read and kept in memory.
    """
    own = builtins.__import__
    from PySide6 import QtCore, QtGui, QtWidgets

    del QtCore, QtGui, QtWidgets
    builtins.__import__ = own
