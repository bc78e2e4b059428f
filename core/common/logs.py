"""Lines of a log that say what happened and nothing else, whatever the texts in them hold."""

from __future__ import annotations

import logging

from .foreign import harmless

PLAIN = "%(name)s: %(message)s"
"""The form of lines on a terminal; a file has the time before them."""

LONGEST = 20_000
"""Characters of a traceback: of a longer one the middle is left out."""


class HarmlessFormatter(logging.Formatter):
    """One line for each message, whoever wrote a part of it; a traceback has its lines below."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """Return the line of a record."""
        return harmless(super().formatMessage(record))

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's own name
        """Return a traceback; the text of an exception may be foreign."""
        text = harmless(super().formatException(ei), lines=True)  # type: ignore[arg-type]
        half = LONGEST // 2
        return text if len(text) <= LONGEST else f"{text[:half]}\n[…]\n{text[-half:]}"


def log_to(handler: logging.Handler, level: int, form: str) -> None:
    """Send all logs of this process to ``handler``, in lines of the ``form`` of logging."""
    logging.basicConfig(handlers=[in_lines(handler, form)], level=level)


def in_lines(handler: logging.Handler, form: str) -> logging.Handler:
    """Have a handler write harmless lines of the ``form`` of logging, and return it."""
    handler.setFormatter(HarmlessFormatter(form))
    return handler
