"""Frames that look wrong, found by figures: black, noisy, with wrong pixels, half, unlike those around them."""
