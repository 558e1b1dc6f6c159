"""The window these tests look into."""

from tests.desktop.vault_window import bare_window, window

__all__ = ["bare_window", "window"]
