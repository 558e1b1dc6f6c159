"""All layouts of forms, found through the table of dialogs."""

from importlib import import_module

from lunarcurator.desktop.dialogs.form.layout import Layout
from lunarcurator.desktop.shell.dispatch import DIALOGS


def layouts() -> tuple[Layout, ...]:
    """Every layout that an action opens, in the order of the actions."""
    modules = (path.partition(":") for path in DIALOGS.values())
    found = (
        getattr(import_module(module), name.removesuffix(".open"), None)
        for module, _, name in modules
        if name.endswith(".open")
    )
    return tuple(each for each in found if isinstance(each, Layout))
