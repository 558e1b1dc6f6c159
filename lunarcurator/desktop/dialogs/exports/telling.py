"""How many rows and pages there are, in words."""

from lunarcurator.desktop.translation import counted


def rows_in_words(count: int) -> str:
    """Return how many rows there are."""
    return counted("ExportCounts", "1 row", "{count} rows", count)


def columns_in_words(count: int) -> str:
    """Return how many columns there are."""
    return counted("ExportCounts", "1 column", "{count} columns", count)


def written_in_words(rows: int, pages: int, file: str) -> str:
    """Return what was written into a file: its pages where it has any, else its rows."""
    if pages:
        text = counted("ExportCounts", "1 page is in {file}", "{count} pages are in {file}", pages)
    else:
        text = counted("ExportCounts", "1 row is in {file}", "{count} rows are in {file}", rows)
    return text.replace("{file}", file)
