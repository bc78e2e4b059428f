"""Checks of graphics cards: what a scene renders and denoises on, beside the hardware that is chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..common.i18n import _, listed
from ..model import finding_codes as codes
from ..model.choices import CPU, GPU
from ..model.finding import Finding, Fix, Severity
from ..model.host import RenderUnit
from ..model.renderer_names import CYCLES
from ..model.unit_details import CARDS, DENOISER, DEVICE, PROCESSOR_ONLY
from ..offer.graphics_cards import NVIDIA, maker_by_kind, maker_of
from .submission import Submission, check
from .target import with_card, without_card

DRAWN_BY_A_CARD = ("BLENDER_EEVEE", "BLENDER_WORKBENCH")
"""How the identifiers of engines begin that render on graphics cards only."""

OPTIX = "OPTIX"


@check
def no_card(it: Submission) -> Iterator[Finding]:
    """An engine that draws on a graphics card, or a scene that asks for one, on hardware without."""
    if it.hardware is None or it.hardware.gpu:
        return
    drawn = tuple(unit.name for unit in it.units if unit.renderer.startswith(DRAWN_BY_A_CARD))
    if drawn:
        yield Finding(codes.NO_GRAPHICS_CARD, Severity.WARNING, _(
            "EEVEE and Workbench draw on a graphics card, which {hardware} does not have: choose hardware with "
            "one.").format(hardware=it.hardware.label), drawn, fix=with_card(it))
    asked = _rendered_on(it, GPU)
    if asked:
        yield Finding(codes.NO_GRAPHICS_CARD, Severity.NOTE, _(
            "The scene renders on graphics cards, which {hardware} does not have: it is rendered on the "
            "processor.").format(hardware=it.hardware.label), _names(asked), fix=with_card(it))


@check
def card_unused(it: Submission) -> Iterator[Finding]:
    """A scene that Cycles renders on the processor, on hardware whose cards cost more."""
    units = _rendered_on(it, CPU) if it.hardware is not None and it.hardware.gpu else []
    if it.hardware is None or not units:
        return
    needed = _lines(units, PROCESSOR_ONLY)
    if needed:
        yield Finding(codes.CARD_UNUSED, Severity.WARNING, _(
            "The scene renders on the processor and uses what Cycles has only there ({names}): the graphics cards of "
            "{hardware} are paid for and may not be used. Choose hardware without.").format(
                names=listed(needed), hardware=it.hardware.label), _names(units), fix=without_card(it))
    else:
        yield Finding(codes.CARD_UNUSED, Severity.WARNING, _(
            "The scene renders on the processor (Cycles, Device: CPU): the graphics cards of {hardware} are paid for "
            "and may not be used. Render on them, or choose hardware without.").format(hardware=it.hardware.label),
            _names(units), fix=Fix(_("Render on graphics cards"), {"device": GPU}))


@check
def denoiser(it: Submission) -> Iterator[Finding]:
    """OptiX needs a card of NVIDIA's; without one Blender denoises otherwise, or not at all."""
    units = [unit for unit in it.units if dict(unit.details).get(DENOISER) == OPTIX]
    if not units or it.hardware is None:
        return
    maker = maker_of(it.hardware.model)
    if not it.hardware.gpu:
        yield Finding(codes.NO_GRAPHICS_CARD, Severity.WARNING, _(
            "OptiX denoises on a graphics card, which {hardware} does not have: choose hardware with one, or "
            "OpenImageDenoise.").format(hardware=it.hardware.label), _names(units), fix=with_card(it, {NVIDIA}))
    elif maker not in {NVIDIA, ""}:
        yield Finding(codes.OTHER_CARDS, Severity.WARNING, _(
            "OptiX denoises on cards of NVIDIA only, and those of {hardware} are of {maker}: choose other hardware, or "
            "OpenImageDenoise.").format(hardware=it.hardware.label, maker=maker), _names(units),
            fix=with_card(it, {NVIDIA}))


@check
def other_cards(it: Submission) -> Iterator[Finding]:
    """Cards of another maker than those that the artist looks at the scene with."""
    there = maker_of(it.hardware.model) if it.hardware is not None and it.hardware.gpu else ""
    units = _rendered_on(it, GPU) if there else []
    kinds = [kind for kind in _lines(units, CARDS) if maker_by_kind(kind) not in {there, ""}]
    if it.hardware is not None and kinds:
        yield Finding(codes.OTHER_CARDS, Severity.NOTE, _(
            "Cycles renders here on graphics cards of {here} ({kind}), those of {hardware} are of {there}: noise and "
            "denoising may differ a little.").format(
                here=maker_by_kind(kinds[0]), kind=kinds[0], hardware=it.hardware.label, there=there), _names(units))


def _rendered_on(it: Submission, device: str) -> list[RenderUnit]:
    """The units that Cycles renders on the processor or on cards, as the scene says or as it was chosen."""
    return [unit for unit in it.units if unit.renderer == CYCLES
            and (it.choices.device or dict(unit.details).get(DEVICE)) == device]


def _names(units: Collection[RenderUnit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit.name for unit in units))


def _lines(units: Collection[RenderUnit], detail: str) -> list[str]:
    return list(dict.fromkeys(line for unit in units for line in dict(unit.details).get(detail, "").splitlines()))
