"""The lines that the vendor's transfer program prints, which programs that start it read."""

from __future__ import annotations

import sys

from ...core.common.foreign import harmless


def print_line(line: str, before: str = "\n") -> None:
    """Print a line; most have an empty one before them. A terminal obeys nothing in it, whatever files are called."""
    sys.stdout.buffer.write(f"{before}{harmless(line, lines=True)}\n".encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()


def print_end(code: int) -> None:
    """Print the block with which every run ends."""
    print_line(f"run state is {int(not code)}\nneed_retry  is:{int(code == 1)}\nrayvision transmitter exit begin\n"
        "rayvision transmitter exit end", "")
