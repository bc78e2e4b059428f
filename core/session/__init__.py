"""The panel without the panel: the only part of core that keeps state."""
