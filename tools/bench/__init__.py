"""The scoreboard: what the benches measured, in one table (``python3 dev.py bench``)."""
