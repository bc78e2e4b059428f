"""Files that name other files, read as text."""
