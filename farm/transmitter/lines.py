"""The lines that the vendor's transfer program prints, which programs that start it read."""

from __future__ import annotations

import sys


def say(line: str, before: str = "\n") -> None:
    """Print a line; most have an empty one before them."""
    sys.stdout.buffer.write(f"{before}{line}\n".encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()


def say_end(code: int) -> None:
    """Print the block with which every run ends."""
    say(f"run state is {int(not code)}\nneed_retry  is:{int(code == 1)}\nrayvision transmitter exit begin\n"
        "rayvision transmitter exit end", "")
