"""The engine that drives the vendor's transfer program."""
