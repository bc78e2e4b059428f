"""The engine for the embedded farm: plain HTTP on loopback."""
