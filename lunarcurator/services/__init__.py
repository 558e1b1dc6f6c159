"""Use cases without Qt: post, browse, import, export, print, verify, and the words for all of it."""
