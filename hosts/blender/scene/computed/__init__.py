"""Texts and numbers that geometry nodes work out, as far as they follow from constants and the frame."""
