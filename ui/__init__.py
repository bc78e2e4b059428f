"""The panel: everything that is Qt."""
