"""The documented calls, one module a group."""
