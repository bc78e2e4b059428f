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

    DONE = 0, "The command succeeded."
    FAILED = 1, "It failed, or the answer is negative: frames failed, a plan has changed, no farm is running."
    BAD_INPUT = 2, "An argument or a setting cannot be used. Nothing was done."
    INTERRUPTED = 130, "Stopped by Ctrl+C. The last line says what continues without the command."
    UNREAD = 141, "The program reading the output closed it, as `head` does."
    ENDED = 143, "Terminated (SIGTERM), or its terminal was closed. The last line says what continues, as after Ctrl+C."
