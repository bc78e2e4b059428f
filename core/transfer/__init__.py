"""Sending and fetching, by a process of its own that outlives the host."""
