"""How many rows and pages there are, in words."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from lunarcurator.domain.mass_display import shown_count


def rows_in_words(count: int) -> str:
    """Return how many rows there are."""
    return _counted(
        count, QT_TRANSLATE_NOOP("ExportCounts", "1 row"), QT_TRANSLATE_NOOP("ExportCounts", "{count} rows")
    )


def columns_in_words(count: int) -> str:
    """Return how many columns there are."""
    return _counted(
        count, QT_TRANSLATE_NOOP("ExportCounts", "1 column"), QT_TRANSLATE_NOOP("ExportCounts", "{count} columns")
    )


def written_in_words(rows: int, pages: int, file: str) -> str:
    """Return what was written into a file: its pages where it has any, else its rows."""
    if pages:
        one = QT_TRANSLATE_NOOP("ExportCounts", "1 page is in {file}")
        many = QT_TRANSLATE_NOOP("ExportCounts", "{count} pages are in {file}")
    else:
        one = QT_TRANSLATE_NOOP("ExportCounts", "1 row is in {file}")
        many = QT_TRANSLATE_NOOP("ExportCounts", "{count} rows are in {file}")
    return _counted(pages or rows, one, many).replace("{file}", file)


def _counted(count: int, one: object, many: object) -> str:
    words = QCoreApplication.translate("ExportCounts", str(one if count == 1 else many))
    return words.replace("{count}", shown_count(count))
