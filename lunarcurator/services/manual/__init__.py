"""The offline manual: its pages, which page answers what, and how it is searched."""

from lunarcurator.services.manual.book import Manual as Manual
from lunarcurator.services.manual.page import Page as Page
from lunarcurator.services.manual.page import Place as Place
from lunarcurator.services.manual.searching import Hit as Hit
from lunarcurator.services.manual.searching import find as find
