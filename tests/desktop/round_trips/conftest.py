"""The book these tests read."""

from tests.desktop.book import bare_book, book

__all__ = ["bare_book", "book"]
