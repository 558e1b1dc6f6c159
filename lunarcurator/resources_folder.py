"""Where the data files that come with the program lie."""

from pathlib import Path


def resources_folder(package: Path | None = None) -> Path:
    """Return the folder `resources`: inside the installed package, else beside it in a source tree.

    `package` is the package's own folder, by default this program's. Raises FileNotFoundError when the
    installation lacks its resources.
    """
    here = package if package is not None else Path(__file__).parent
    places = (here / "resources", here.parent / "resources")
    found = next((place for place in places if place.is_dir()), None)
    if found is None:
        msg = f"the program's resources are missing; looked in {places[0]} and {places[1]}"
        raise FileNotFoundError(msg)
    return found
