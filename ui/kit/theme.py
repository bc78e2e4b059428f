"""Every colour and measure of the panel, and how they follow from a host's own palette. No Qt."""

from __future__ import annotations

import colorsys
import dataclasses
import functools
from collections.abc import Sequence

TEXT_CONTRAST = 7.0
SECONDARY_CONTRAST = 4.5
"""A derived theme that does not reach both is not used at all."""

PRIMARY_CONTRAST = 4.5
"""White on the accent."""

DISABLED_CONTRAST = 3.0
"""The least of text that only says that nothing can be done here."""

HIGH_CONTRAST = 7.0
"""The least of every text where high contrast is wanted, of disabled text and the edges of controls 4.5."""

ROWS = ("well", "well_alt", "row_hover")
"""Grounds of the rows of tables."""

PLAIN = (*ROWS, "window", "raised", "empty_cell")
CHIPS = ("ok_chip", "warn_chip", "error_chip", "run_chip")
TEXT_2_ON = (*PLAIN, *CHIPS, "control_pressed", "failed_cell")
STATUS_ON = PLAIN
TEXT_3_ON = ("well", "window", "raised", "control_pressed", "empty_cell")


@dataclasses.dataclass(frozen=True)
class Theme:
    """Colours as ``#RRGGBB``; the values are those of the dark theme."""

    well: str = "#1B1B1B"
    """Tables, lists, fields."""
    well_alt: str = "#1F1F1F"
    window: str = "#262626"
    raised: str = "#2E2E2E"
    """Header, tab bar, table header, footer."""
    control: str = "#3A3A3A"
    control_hover: str = "#454545"
    control_pressed: str = "#303030"
    line: str = "#3D3D3D"
    line_control: str = "#4A4A4A"
    line_check: str = "#6E6E6E"
    line_deep: str = "#1B1B1B"
    text: str = "#E6E6E6"
    text_2: str = "#ADADAD"
    text_3: str = "#7E7E7E"
    """Disabled."""
    text_dim: str = "#8E8E8E"
    """The colour in rows of tables of what takes no part."""
    accent: str = "#2C6FD1"
    accent_hover: str = "#2F74D8"
    accent_pressed: str = "#245CAF"
    accent_text: str = "#82B4FF"
    select: str = "#233D63"
    text_2_selected: str = "#C9D6EA"
    text_checked: str = "#FFFFFF"
    """Text on a pressed toggle, which has the fill of a selected row."""

    ok: str = "#6CC48A"
    ok_chip: str = "#28362D"
    ok_bar: str = "#57A974"
    warn: str = "#E3B04B"
    warn_chip: str = "#3B3323"
    warn_bar: str = "#C99A3C"
    error: str = "#FF8880"
    error_chip: str = "#3F2C2B"
    error_bar: str = "#D9605A"
    run: str = "#82B4FF"
    run_chip: str = "#2B333F"
    run_bar: str = "#4A8BE8"
    wait: str = "#ADADAD"
    wait_chip: str = "#323232"
    wait_bar: str = "#6A6A6A"

    row_line: str = "#232323"
    """The line between two rows of a table."""
    row_hover: str = "#262626"
    check_line: str = "#3E6CAE"
    """Border of a pressed toggle."""
    disabled_primary: str = "#8A8A8A"
    badge: str = "#383838"
    """The ground behind the two letters of the host application."""
    empty_cell: str = "#222222"
    """A frame without a picture."""
    failed_cell: str = "#2A2020"

    def tone(self, name: str, selected: bool = False) -> str:
        """The text colour for a tone: ``text``, ``text_2``, ``ok``, ``warn`` …, in a selected row where it is one."""
        if selected and name in ("text_2", "text_dim", "wait"):
            return self.text_2_selected
        colour = str(getattr(self, name))
        return reach(colour, self.select, SECONDARY_CONTRAST) if selected else colour

    def chip(self, status: str) -> str:
        """The fill of a chip of this status."""
        return str(getattr(self, f"{status}_chip"))

    def bar(self, status: str) -> str:
        """The fill of a progress bar of this status."""
        return str(getattr(self, f"{status}_bar"))


DARK = Theme()


@dataclasses.dataclass(frozen=True)
class HostColours:
    """Colours of a host's palette, as ``#RRGGBB``."""

    window: str
    base: str
    alternate: str
    button: str
    mid: str
    text: str
    disabled: str
    highlight: str


def derive(host: HostColours, least: float = SECONDARY_CONTRAST) -> Theme:
    """The theme that goes with a host's palette; ``DARK`` where the palette is not legible enough.

    No text has less contrast than ``least``, whatever it is drawn on; disabled text has two thirds of it.
    """
    light = lightness(host.window) > 0.5
    theme = _with_accents(_with_statuses(_greys(host, light, least), light, least), host, light, least)
    theme = dataclasses.replace(
        theme, text_2=legible(theme, mix(host.text, host.window, 0.65), TEXT_2_ON, least),
        text_3=legible(theme, host.disabled, TEXT_3_ON, least * 2 / 3),
        text_dim=legible(theme, mix(host.text, host.base, 0.5), ROWS, least),
        disabled_primary=legible(theme, host.disabled, TEXT_3_ON, least * 2 / 3))
    return theme if acceptable(theme) else DARK


def acceptable(theme: Theme) -> bool:
    """Whether text can be read on it."""
    return (contrast(theme.text, theme.window) >= TEXT_CONTRAST
            and contrast(theme.text_2, theme.window) >= SECONDARY_CONTRAST
            and contrast("#FFFFFF", theme.accent) >= PRIMARY_CONTRAST)


def legible(theme: Theme, colour: str, grounds: Sequence[str], least: float) -> str:
    """The colour, moved until it has the contrast on each of these grounds, as far as that goes."""
    for ground in sorted((getattr(theme, name) for name in grounds), key=lambda ground: -contrast(colour, ground)):
        colour = reach(colour, ground, least, up=lightness(theme.window) < 0.5)
    return colour


def _greys(host: HostColours, light: bool, least: float) -> Theme:
    up = -1.0 if light else 1.0
    return Theme(
        well=host.base,
        well_alt=host.alternate if host.alternate != host.base else lighten(host.base, 0.02 * up),
        window=host.window,
        raised=lighten(host.window, 0.04 * up),
        control=reach(host.button, host.text, least),
        control_hover=reach(lighten(host.button, 0.06 * up), host.text, least),
        control_pressed=reach(lighten(host.button, -0.05 * up), host.text, least),
        line=lighten(host.window, 0.10 * up),
        line_control=lighten(host.button, 0.08 * up),
        line_check=host.mid,
        line_deep=lighten(host.window, -0.05 * up),
        text=host.text,
        row_line=lighten(host.base, 0.03 * up),
        row_hover=lighten(host.base, 0.04 * up),
        badge=reach(lighten(host.window, 0.07 * up), host.text, least),
        empty_cell=lighten(host.base, 0.03 * up),
    )


def _with_accents(theme: Theme, host: HostColours, light: bool, least: float) -> Theme:
    accent = reach(host.highlight, "#FFFFFF", max(least, PRIMARY_CONTRAST))
    accent_text = legible(theme, host.highlight, PLAIN, least)
    select = mix(accent, host.base, 0.38)
    return dataclasses.replace(
        theme,
        accent=accent,
        accent_hover=reach(lighten(accent, 0.02), "#FFFFFF", max(least, PRIMARY_CONTRAST)),
        accent_pressed=lighten(accent, -0.07),
        accent_text=accent_text,
        select=select,
        check_line=mix(accent_text, select, 0.4),
        text_2_selected=reach(mix(host.text, host.window, 0.65), select, least),
        text_checked="#000000" if light else "#FFFFFF",
    )


LIGHT_STATUS = {"ok": "#1E7A3F", "warn": "#8A5A00", "error": "#B3261E", "run": "#1F5FBF", "wait": "#5C5C5C"}


def _with_statuses(theme: Theme, light: bool, least: float) -> Theme:
    """Each status legible on its chip too, which is a little of the same colour."""
    texts, chips, bars = {}, {}, {}
    for name, wanted in LIGHT_STATUS.items():
        colour = legible(theme, wanted if light else DARK.tone(name), STATUS_ON, least)
        chips[f"{name}_chip"] = mix(colour, theme.well, 0.16)
        texts[name] = reach(colour, chips[f"{name}_chip"], least)
        if light:
            bars[f"{name}_bar"] = colour
    return dataclasses.replace(theme, **texts, **bars, **chips, failed_cell=mix(texts["error"], theme.well, 0.07))


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mix(colour: str, into: str, part: float) -> str:
    """``part`` of ``colour``, the rest ``into``."""
    return _hex(*(a * part + b * (1 - part) for a, b in zip(_rgb(colour), _rgb(into))))


def lightness(colour: str) -> float:
    """0 to 1, of HLS."""
    return colorsys.rgb_to_hls(*_rgb(colour))[1]


def lighten(colour: str, by: float) -> str:
    """Add to the lightness; negative darkens."""
    hue, light, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    return _hex(*colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light + by)), saturation))


@functools.lru_cache(maxsize=1024)
def reach(colour: str, on: str, ratio: float, up: bool | None = None) -> str:
    """``colour``, made lighter (``up``) or darker as far as the contrast needs it, or away from ``on``."""
    step = 0.01 if (lightness(on) < 0.5 if up is None else up) else -0.01
    for _attempt in range(100):
        if contrast(colour, on) >= ratio:
            break
        colour = lighten(colour, step)
    return colour


def _luminance(colour: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _hex(red: float, green: float, blue: float) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in (red, green, blue))


LIGHT = derive(HostColours("#EFEFEF", "#FFFFFF", "#F5F5F5", "#E2E2E2", "#8A8A8A", "#1A1A1A", "#9A9A9A", "#2C6FD1"))
CONTRAST = dataclasses.replace(
    derive(HostColours("#000000", "#000000", "#0C0C0C", "#1A1A1A", "#B0B0B0", "#FFFFFF", "#A0A0A0", "#2C6FD1"),
           HIGH_CONTRAST),
    line="#8C8C8C", line_control="#A6A6A6", line_deep="#8C8C8C", row_line="#3A3A3A", check_line="#FFFFFF",
    text_2_selected="#D6E2F5")
"""High contrast: black, with edges that can be seen."""

OURS = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST}
"""The themes that do not come from a host."""
