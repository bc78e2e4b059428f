"""A studio's hooks, asked while the panel is open and once more when something is submitted."""
