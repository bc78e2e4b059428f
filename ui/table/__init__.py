"""Tables and trees of rows that are plain data."""
