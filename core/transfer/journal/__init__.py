"""The journal of all submissions (SQLite), its tables and its rows."""
