"""Readers of what decides whether a farm renders the same picture."""
