"""Where the demonstration store of a person lies."""

from pathlib import Path

import platformdirs


def demonstration_path() -> Path:
    """Return the file of the demonstration store in this person's data folder."""
    return Path(platformdirs.user_data_dir("lunarcurator", "lunarcurator")) / "demonstration.lunar"
