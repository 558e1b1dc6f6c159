"""The drawn loan desk, for every test of this folder."""

from tests.services.lending.test_browsing import office as office
