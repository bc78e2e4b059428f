"""Plays frames at a rate, and says how many a second are really shown where that is less."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from fractions import Fraction
from typing import Callable

from qtpy.QtCore import QObject, Qt, QTimer
from qtpy.QtWidgets import QWidget

from ....core.common.foreign import tip
from ....core.common.i18n import _
from ....core.session.review.saved import Saved
from ....core.session.review.state import ReviewState
from ...kit.combo import Combo, Entry
from ...kit.fitting import Flow
from ...kit.signals import Signal
from ...kit.style import Style
from ...kit.widgets import Button, CheckBox, Paragraph, set_property

SPEEDS = (8.0, 12.0, 24.0, 25.0, 30.0)
USUAL_SPEED = 24.0
WINDOW = 2.0  # seconds over which the rate is measured
SURE = 1.0  # seconds of playing before a rate is said
LEAST = 84  # pixels of the rate
BEHIND = 0.95
"""The part of the wanted rate below which it is said."""


class Clockwork(QObject):
    """Says when a frame is due. A frame that comes late makes the next ones late: none is left out."""

    due = Signal()
    """The next frame is due."""

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.perf_counter) -> None:
        super().__init__(parent)
        self._clock = clock
        self.rate = USUAL_SPEED
        """Frames a second that are wanted."""
        self.on = False
        """Whether frames are due by themselves."""
        self._next = 0.0
        self._shown: deque[float] = deque()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Have frames fall due."""
        self.on = True
        self._next = self._clock() + 1 / self.rate
        self._shown.clear()
        self._wait()

    def stop(self) -> None:
        """Have no more fall due."""
        self.on = False
        self._timer.stop()

    def showed(self) -> None:
        """Note that a frame is shown now."""
        now = self._clock()
        self._shown.append(now)
        while now - self._shown[0] > WINDOW:
            self._shown.popleft()

    @property
    def behind(self) -> float | None:
        """Frames a second that are shown where they are fewer than wanted; None else, and as long as it is not sure."""
        took = self._shown[-1] - self._shown[0] if self._shown else 0.0
        shown = (len(self._shown) - 1) / took if took >= SURE else self.rate
        return shown if shown < BEHIND * self.rate else None

    def _tick(self) -> None:
        step = 1 / self.rate
        self._next = max(self._next + step, self._clock())  # what was missed is not made up for
        self.due.emit()
        if self.on:
            self._wait()

    def _wait(self) -> None:
        self._timer.start(max(0, round((self._next - self._clock()) * 1000)))


class PlayLine(QWidget):
    """The buttons of the playback, where it is, and a movie that is saved of it."""

    save_wanted = Signal()
    """The artist wants to save a movie."""

    stop_wanted = Signal()
    """The artist wants the movie no longer."""

    def __init__(self, style: Style, clockwork: Clockwork) -> None:
        super().__init__()
        self._clockwork = clockwork
        self._scene = 0.0
        self._plain = ""
        """Said while frames are played otherwise than the one that is looked at; empty where they are alike."""
        self.play = Button(style, "", "play", "square")
        self.play.setAccessibleName(_("Play"))
        self.play.setToolTip(_("Play or pause (space)"))
        self._icons = style.icon("play"), style.icon("pause")
        self.speed = Combo(style, _("Speed"))
        self.speed.fill(_speeds(SPEEDS, 0.0))
        self.speed.pick(USUAL_SPEED)
        self.speed.chosen.connect(lambda rate: setattr(clockwork, "rate", float(str(rate))))
        self.speed.fix_width(LEAST)
        self.loop = CheckBox(style, _("Loop"))
        self.loop.setChecked(True)
        self.save = Button(style, "", "save-plan", "square")
        self.save.clicked.connect(self._save)
        self._save_icons = style.icon("save-plan"), style.icon("stop")
        self._saved: Saved = Saved(running=True)
        self.behind = Paragraph(style, font=style.small, tone="warn")
        self.where = Paragraph(style, tone="text_2")
        self.where.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(Flow(self.play, self.speed, self.loop, self.save, self.behind, self.where))
        self.draw_saved(Saved())

    def draw(self, review: ReviewState) -> None:
        """Know how the frame is looked at, and show what there is of a movie."""
        self._plain = "" if review.usual else _(
            "The previews are played: without layer, exposure, gamma and view of the frame that was looked at.")
        self.draw_saved(review.saved)

    def draw_saved(self, saved: Saved) -> None:
        """Show how far a movie is, or what became of it."""
        if saved == self._saved:
            return
        if saved.running != self._saved.running:
            name = _("Stop saving the movie") if saved.running else _("Save a movie of the frames…")
            self.save.setIcon(self._save_icons[saved.running])
            self.save.setAccessibleName(name)
            self.save.setToolTip(tip(name))
        self._saved = saved
        going = _("Movie: {done} of {all}").format(done=saved.done, all=saved.all) if saved.running else ""
        self.behind.show_text(going or saved.trouble or saved.said, "error" if saved.trouble else "text_2")

    def _save(self) -> None:
        (self.stop_wanted if self._saved.running else self.save_wanted).emit()

    def show_scene(self, rate: str) -> None:
        """Offer the rate of the scene, ``24000/1001``, and take it; empty where it is not known."""
        scene = float(Fraction(rate)) if rate else 0.0
        if scene != self._scene:
            self._scene = scene
            self.speed.fill(_speeds(sorted({*SPEEDS, scene} - {0.0}), scene))
            self.speed.fix_width(LEAST)
            self.speed.pick(scene or self._clockwork.rate)
            self._clockwork.rate = scene or self._clockwork.rate

    def show_playing(self, playing: bool) -> None:
        """Show whether it plays."""
        self.play.setIcon(self._icons[playing])
        self.play.setAccessibleName(_("Pause") if playing else _("Play"))
        set_property(self.play, "lit", playing)
        if not playing and self._plain and self.behind.whole() == self._plain:
            self.behind.show_text("")

    def show_rate(self) -> None:
        """Say how many frames a second are shown, where that is less than wanted."""
        shown = self._clockwork.behind
        if shown is None and self._saved.target is not None:
            return  # what is said of a movie stays
        late = "" if shown is None else _("{shown} of {wanted} fps").format(
            shown=f"{shown:.1f}", wanted=_figure(self._clockwork.rate))
        self.behind.show_text(late or self._plain, "warn" if late else "text_2")
        self.behind.setToolTip("" if shown is None else _(
            "Reading the pictures takes longer than a frame lasts: every frame is shown, only later."))

    @property
    def rate(self) -> str:
        """The rate of the flipbook as a fraction."""
        rate = Fraction(self._clockwork.rate).limit_denominator(1001)
        return f"{rate.numerator}/{rate.denominator}"


def _speeds(rates: Sequence[float], scene: float) -> list[Entry]:
    return [Entry(rate, _("{n} fps").format(n=_figure(rate)), detail=_("as the scene") if rate == scene else "")
            for rate in rates]


def _figure(rate: float) -> str:
    return f"{rate:.2f}".rstrip("0").rstrip(".")
