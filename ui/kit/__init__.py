"""Widgets, colours, fonts and icons that know nothing of render jobs."""
