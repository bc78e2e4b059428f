"""The tour of this panel: when it is shown, and what it points at."""

from __future__ import annotations

from typing import Callable, NamedTuple

from qtpy.QtCore import QPoint, QRect
from qtpy.QtWidgets import QWidget

from .door.header import Header
from .help.tour import Tour
from .kit.style import Style
from .kit.tabs import Tabs
from .pages import TABS, HasPages

LAST = 3
"""The step about the jobs; those before it are about the form."""


class Told(NamedTuple):
    """The parts of the panel that are no pages."""

    style: Style
    head: Header
    tabs: Tabs


class PanelTour:
    """Shown once by itself, where somebody asks for that, and again from the help."""

    def __init__(self, panel: HasPages, parts: Callable[[], Told], seen: bool) -> None:
        """``parts`` returns those of now: another language makes them anew."""
        self._panel, self._parts = panel, parts
        self.seen = seen
        """Whether it was seen to its end or skipped, now or another time."""
        self._due = False
        self._form = False
        """Whether the artist has had the form before the eyes: whoever leaves it then has begun by himself."""
        self.tour: Tour | None = None
        """None before it is wanted."""

    def begin_once(self) -> None:
        """Show it as soon as there is a form to tell about, unless it was seen before."""
        self._due = not self.seen

    def page_drawn(self, page: str, ready: bool) -> None:
        """Hear of every drawing: the page that is seen, and whether all pages are made that are told about.

        What was opened meanwhile is not taken away again: a tour that is due is left to the next panel, and one that
        is seen ends.
        """
        if self.tour is not None and self.tour.isVisible():
            if page != _page_of(self.tour.step):
                self.tour.leave()
        elif page != "submit":
            self._due = self._due and not self._form
        else:
            self._form = True
            if self._due and ready and self._panel.isVisible():
                self.begin()

    def begin(self, step: int = 0) -> None:
        """Show it now, at one of its steps."""
        self._due = False
        if self.tour is None:
            self.tour = Tour(self._parts().style, self._panel, self._anchors)
            self.tour.over.connect(self._over)
        self.tour.begin(step)

    def renew(self) -> None:
        """Speak another language, at the same step."""
        old, self.tour = self.tour, None
        if old is not None:
            step = old.step if old.isVisible() else -1
            old.deleteLater()
            old.hide()
            if step >= 0:
                self.begin(step)

    def _over(self) -> None:
        self.seen = True

    def _anchors(self, step: int) -> list[QRect]:
        """Show the tab of a step, and return where on the panel that is which it tells about."""
        parts = self._parts()
        tabs = parts.tabs
        place = TABS.index(_page_of(step))
        if tabs.currentIndex() != place:
            tabs.setCurrentIndex(place)
        if step == LAST:
            return [self._tab(place)]
        submit = self._panel.submit
        wanted: list[list[QWidget]] = [[parts.head.account, submit.target], [submit.frames],
                                       [submit.footer.submit]]
        for each in wanted[step]:
            submit.bring_into_view(each)
        found = [self._rect(each) for each in wanted[step] if each.isVisible()]
        return found if wanted[step][-1].isVisible() else [*found, self._tab(place)]

    def _tab(self, place: int) -> QRect:
        tabs = self._parts().tabs
        return QRect(tabs.mapTo(self._panel, tabs.tabRect(place).topLeft()), tabs.tabRect(place).size())

    def _rect(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._panel, QPoint(0, 0)), widget.size())


def _page_of(step: int) -> str:
    return "jobs" if step == LAST else "submit"
