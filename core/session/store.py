"""The state of a session and the one way to change it, a part at a time. Main thread only."""

from __future__ import annotations

import dataclasses
from typing import Any, Callable, Generic, TypeVar, cast

from .state import State

Value = TypeVar("Value")


class Store:
    """Holds the current ``State``; every change makes a new one, with what follows from it."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.derive: Callable[[State], State] = lambda state: state
        """Makes what follows from scene, files, choices, environments and account; ``Session`` sets it."""

    def change(self, part: str, **changes: Any) -> None:
        """Set fields of one part; fields that keep their value change nothing."""
        before = getattr(self.state, part)
        differing = {name: value for name, value in changes.items() if not _same(getattr(before, name), value)}
        if differing:
            self._become(dataclasses.replace(self.state, **{part: dataclasses.replace(before, **differing)}))

    def say(self, message: str) -> None:
        """Set the sentence about what went wrong with the last thing that was asked for; empty takes it away."""
        if message != self.state.message:
            self.state = dataclasses.replace(self.state, message=message)

    def refresh(self) -> None:
        """Derive everything anew, in the language of now."""
        self.state = self.derive(self.state)

    def _become(self, state: State) -> None:
        before, self.state = self.state, state
        if any(now is not then for now, then in zip(_inputs(state), _inputs(before))):
            self.state = self.derive(state)


class Part(Generic[Value]):
    """One subject's own part of the state: only that subject has it, so that nobody else can change it."""

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self._name = name

    @property
    def now(self) -> Value:
        """The part as it is now."""
        return cast(Value, getattr(self._store.state, self._name))

    def change(self, **changes: Any) -> None:
        """Set fields of the part."""
        self._store.change(self._name, **changes)


def _same(before: object, now: object) -> bool:
    """Whether two values are drawn alike; long tuples count as different, comparing them takes as long as drawing."""
    if before is now:
        return True
    return type(before) is type(now) and not (isinstance(now, tuple) and len(now) > MANY) and before == now


MANY = 20_000
"""Entries of a tuple above which it is not compared entry by entry."""


def _inputs(state: State) -> tuple[object, ...]:
    """Return the inputs of frames, findings and the order of environments."""
    return (state.scene.scene, state.scene.assets, state.submit.choices, state.environments.known,
            state.account.profile, state.settings.roots, state.scene.written_since, state.hooks.judged)
