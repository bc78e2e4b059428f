"""Logs of frames: why a frame failed, by the words of its log."""
