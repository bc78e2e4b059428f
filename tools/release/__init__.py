"""What makes a release: its parts, what they hold, and whether version and CHANGELOG agree (docs/releasing.md)."""
