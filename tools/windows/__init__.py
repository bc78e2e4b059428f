"""A Windows Python on Debian, in Wine, and the suite in it: ``python3 dev.py windows`` (docs/decisions/0018)."""
