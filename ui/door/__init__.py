"""Signing in, settings, the header, and what is said at the top of the panel."""
