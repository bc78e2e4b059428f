"""Sentences of the product that states of the panel show, in its language at the moment."""

from __future__ import annotations

from foxsubmit.core.common.i18n import _, count, full_stop, labelled


def lost(number: int) -> str:
    """Return the finding of files that are missing."""
    return count("{n} file is not on disk: the farm would render without it.",
                 "{n} files are not on disk: the farm would render without them.", number)


def too_late() -> str:
    """Return the sentence about a farm that answers too late."""
    return _("The farm at {domain} took too long to answer: try again in a moment.").format(
        domain="task.foxrenderfarm.com")


def stopped_hook() -> str:
    """Return the finding of a studio's hook that does not end."""
    seconds = count("{n} second", "{n} seconds", 10)
    failed = _("The hook “{function}” in {file} failed").format(function="validate", file="tracker.py")
    return full_stop(labelled(failed, _("it was stopped since it did not end within {seconds}").format(
        seconds=seconds)))


def no_farm() -> str:
    """Return the sentence where nobody signed in, and no farm runs here."""
    return _("No local farm is running: start one with “foxsubmit farm”, or sign in to Fox Renderfarm.")
