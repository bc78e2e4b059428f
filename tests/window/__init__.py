"""Real Blenders with windows, one generation after the other: ``python -m tests.window.generations``."""
