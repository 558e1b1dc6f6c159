"""Tabs that show beside their words how many things their page has."""

from PySide6.QtWidgets import QTabBar

from lunarcurator.desktop.widgets.as_it_is import as_given, as_it_is


class CountedTabs(QTabBar):
    """A tab bar whose counts are laid out, painted and named anew whenever one of them changes."""

    def show_count(self, tab: int, count: str) -> None:
        """Show how many things the page of a tab has, as a text for eyes; "" shows nothing."""
        if self.count_of(tab) == count:
            return
        self.setTabData(tab, count or None)
        words = as_given(self.tabText(tab))
        self.setAccessibleTabName(tab, f"{words} {count}".strip())
        # Qt keeps the data of a tab and draws nothing anew for it, but for its text it does.
        self.setTabText(tab, as_it_is(words))

    def count_of(self, tab: int) -> str:
        """Return the count a tab shows, "" for none."""
        return str(self.tabData(tab) or "")
