"""The frame in the viewer: its layers, how it is looked at, and its values."""
