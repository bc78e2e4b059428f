"""Ask a studio's hooks about the open scene: when choices have settled, and before anything is submitted."""

from __future__ import annotations

import time
from typing import Callable

from ...common.disk import error_sentence
from ...hooks.judging import Judgement, Subject, judge, validate, went_wrong
from ...hooks.runner import House
from ...model.choices import Choices
from ...model.host import Scene
from ...plan.hook_change import HookChange
from ...settings.settings import Settings
from ...transfer.hooks.house import house_of
from ..link import Workers
from ..store import Part, Store
from .due import due, files_of
from .state import HooksState, Judged

SETTLE = 0.4  # seconds without a change after which the hooks are asked again


class Hooks:
    """A worker of their own runs them; nothing waits for it but a submission."""

    def __init__(self, store: Store, workers: Workers, settings: Settings) -> None:
        self._store = store
        self._part: Part[HooksState] = Part(store, "hooks")
        self._workers = workers
        self._settings = settings
        self._running = False
        self._seen: Judged | None = None
        """The scene, files and choices of the last look."""
        self._settled_at = 0.0

    @property
    def there(self) -> bool:
        """Whether the studio has any."""
        return bool(self._part.now.folder)

    def tick(self) -> None:
        """Have the hooks asked once nothing has changed for a moment."""
        state = self._store.state
        if self._running or state.submit.planning or not due(state):
            return
        subject, files = self._subject(), files_of(state)
        seen = self._seen is not None and self._seen.holds(subject.scene, files, subject.choices)
        if not seen:
            self._seen = Judged(subject.scene, files, subject.choices, Judgement())
            self._settled_at = time.monotonic() + (SETTLE if self._part.now.judged is not None else 0.0)
        if time.monotonic() >= self._settled_at:
            self._ask(judge, subject, lambda: None)

    def before(self, scene: Scene, then: Callable[[Choices, tuple[HookChange, ...]], None]) -> None:
        """Call ``then`` with the choices as the hooks change them, and what they changed, of the scene as it is now."""
        state, known = self._store.state, self._part.now.judged
        subject = self._subject(scene)

        def go_on() -> None:
            found = self._part.now.judged
            judgement = found.judgement if found is not None else Judgement(subject.choices)
            then(judgement.choices, judgement.changes)

        if known is not None and known.holds(scene, files_of(state), state.submit.choices):
            go_on()
        else:
            self._ask(judge, subject, go_on)

    def validated(self, changes: tuple[HookChange, ...], then: Callable[[], None]) -> None:
        """Call ``then`` once it is known what is found of the scene with choices that are not changed any more."""
        state, known = self._store.state, self._part.now.judged
        if known is not None and known.judgement.choices == state.submit.choices and (
                known.holds(state.scene.scene, files_of(state), known.choices)):
            then()
            return

        def ask(house: House, subject: Subject) -> Judgement:
            return validate(house, subject)._replace(changes=changes)

        self._ask(ask, self._subject(), then)

    def _subject(self, scene: Scene | None = None) -> Subject:
        state = self._store.state
        known = scene or state.scene.scene
        assert known is not None  # noqa: S101 - nobody asks before it is read
        return Subject(state.scene.host, known, state.scene.assets, state.submit.choices, state.settings.locked)

    def _ask(self, ask: Callable[[House, Subject], Judgement], subject: Subject, then: Callable[[], None]) -> None:
        files = files_of(self._store.state)

        def take(judgement: Judgement) -> None:
            self._running = False
            self._part.change(judged=Judged(subject.scene, files, subject.choices, judgement))
            then()

        self._running = True
        self.about(subject, take, ask)

    def about(self, subject: Subject, then: Callable[[Judgement], None],
              ask: Callable[[House, Subject], Judgement] = judge) -> None:
        """Call ``then`` with what the hooks say of a submission, whatever it is of."""
        def failed(error: Exception) -> None:
            then(Judgement(subject.choices, findings=(went_wrong(error_sentence(error)),)))

        self._workers.hooks.run(lambda: ask(house_of(self._settings), subject), then, failed)
