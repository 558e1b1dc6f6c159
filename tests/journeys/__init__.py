"""The real window on a real store, driven as a person would: by keys, clicks and scans."""
