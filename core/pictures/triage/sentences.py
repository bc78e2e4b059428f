"""Faults of frames in words, and what each threshold means."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ...common.i18n import _, count, listed
from ...model.format import percent
from ..oiio import kind
from .marks import Fault, Mark
from .measure import ISOLATED
from .thresholds import USUAL


def sentence(mark: Mark) -> str:
    """Return what is wrong with a frame, with the figure by which it was found and the limit."""
    figure, limit = mark.figure, mark.limit
    if mark.fault is Fault.WRONG_VALUES:
        return count("It has {n} value that is no number (NaN or infinite).",
                     "It has {n} values that are no numbers (NaN or infinite).", round(figure))
    if mark.fault is Fault.FIREFLIES:
        return _("Bright pixels that stand alone: {n} (marked from {limit} on).").format(
            n=f"{figure:.0f}", limit=f"{limit:.0f}")
    if mark.fault is Fault.NOT_WHOLE:
        return _("{part} of it is black, which is not black in the frames beside it.").format(part=percent(figure))
    if mark.fault is Fault.LIGHT:
        return _("It is {times} times lighter or darker than both frames beside it.").format(times=f"{figure:.1f}")
    if mark.fault is Fault.NOISY:
        return _("Its noise is {noise}, and up to {limit} would be usual beside these frames.").format(
            noise=f"{figure:.3f}", limit=f"{limit:.3f}")
    return {
        Fault.BLACK: _("It is black."),
        Fault.OTHER_SHOT: _("It has nothing in common with the frames beside it, which are alike."),
        Fault.JUMP: _("From here on the picture has nothing in common with the frames before: a cut, or another "
                      "camera."),
        Fault.OTHER_SIZE: _("Its width and height are others than those of the other frames."),
        Fault.UNREADABLE: _("Its file cannot be read as a whole picture."),
    }[mark.fault]


def no_tool(paths: Iterable[Path]) -> str:
    """Return why frames of these formats cannot be looked over here, and what helps."""
    return _("Frames as {formats} cannot be looked over here: install the extra “pictures”, or put oiiotool on the "
             "PATH.").format(formats=listed(sorted({kind(path) for path in paths})))


def explanations() -> dict[Fault, str]:
    """Return for each kind of fault a sentence that says from where on a frame is marked, and what is no fault."""
    like, usual = f"{USUAL.like:g}", f"{USUAL.usual_like:g}"
    return {
        Fault.BLACK: _(
            "Black: no value above {black}; a black frame beside one with less than {fade} of the usual light belongs "
            "to a fade.").format(black=f"{USUAL.black:g}", fade=percent(USUAL.fade)),
        Fault.WRONG_VALUES: _("No numbers: a single value that is NaN or infinite."),
        Fault.FIREFLIES: _(
            "Fireflies: pixels {times} times brighter than their surroundings, {n} more than in the frames beside it "
            "and {ratio} times as many as usual.").format(times=f"{ISOLATED:g}", n=USUAL.fireflies,
                                                          ratio=f"{USUAL.fireflies_ratio:g}"),
        Fault.NOISY: _("Noise: {times} times that of both frames beside it.").format(times=f"{USUAL.noise:g}"),
        Fault.NOT_WHOLE: _(
            "Not whole: {part} of the height or width, from an edge, is black and is not in the frames beside "
            "it.").format(part=percent(USUAL.empty_rows)),
        Fault.OTHER_SHOT: _(
            "Another shot: a likeness below {like} to the frames beside it, which have more than {usual} with each "
            "other; brightness does not count.").format(like=like, usual=usual),
        Fault.JUMP: _(
            "A jump: a likeness below {like} to the frame before, where the two before it have more than {usual} with "
            "each other, and so have this one and the next. A cut is marked as well: only you know which it "
            "is.").format(like=like, usual=usual),
        Fault.LIGHT: _("Light: {times} times lighter or darker than both frames beside it.").format(
            times=f"{USUAL.light:g}"),
        Fault.OTHER_SIZE: _("Another size: a width or height that most frames of the sequence do not have."),
        Fault.UNREADABLE: _(
            "Not readable: the file is there, and nothing reads it as a whole picture; a file that is cut off is "
            "one."),
    }


def explanation() -> list[str]:
    """Return the sentences about all kinds of faults, and what is found of a single frame."""
    return [*explanations().values(), _(
        "What all frames of a shot have is taken for its style; of a single frame only black, wrong values, fireflies "
        "and a file that cannot be read are found.")]
