"""The exit codes of the command line, and of Blender's command: one table, which docs/command-line.md shows."""

from __future__ import annotations

import enum


class ExitCode(enum.IntEnum):
    """How a command ended, as a script sees it. ``meaning`` is the line of the documentation."""

    meaning: str

    def __new__(cls, code: int, meaning: str) -> ExitCode:
        """Make the member of a number, with what it means."""
        member = int.__new__(cls, code)
        member._value_, member.meaning = code, meaning
        return member

    DONE = 0, "What was asked for is done."
    FAILED = 1, "It failed, or what was asked about is not so: frames failed, a plan has changed, no farm runs."
    BAD_INPUT = 2, "What was typed or set cannot be used. Nothing was done."
    INTERRUPTED = 130, "Stopped by Ctrl+C. The last line says what goes on without the command."
    UNREAD = 141, "The program that read the output has closed it, as `head` does."
    ENDED = 143, "Asked to end (SIGTERM), or its terminal was closed. The last line says what goes on, as after Ctrl+C."
