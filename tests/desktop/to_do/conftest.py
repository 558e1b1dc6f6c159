"""The lab of the dialogs, seen from the attention room."""

from tests.desktop.dialogs.conftest import bench, empty_bench

__all__ = ["bench", "empty_bench"]
