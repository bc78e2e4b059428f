"""The documented calls, one module for each group."""
