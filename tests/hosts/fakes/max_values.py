"""What a scene of the 3ds Max double is made of; whatever would change it is an AssertionError."""

from __future__ import annotations

import types


class Undefined(AttributeError):
    """What pymxs raises for a name that MAXScript does not know."""


class Value:
    """A node, map, renderer or element: its properties, and no others. ``on`` is the node that an object is on."""

    def __init__(self, cls, name="", super_class="", broken=(), on=None, **properties):
        vars(self).update(_cls=cls, _super=super_class, _broken=set(broken), _on=on,
                          _properties={"name": name, **properties})

    def __getattr__(self, name):
        if name in vars(self)["_broken"]:
            raise RuntimeError(f"-- Runtime error: {name} of {self._properties['name']} cannot be read")
        # MAXScript does not tell fileName from filename.
        for own, value in vars(self)["_properties"].items():
            if own.lower() == name.lower():
                return value
        raise Undefined(f'Unknown property: "{name}" in {self._cls}')

    def __setattr__(self, name, value):
        raise AssertionError(f"the scene is changed by looking: {name} = {value!r}")

    def __str__(self):
        return f"{self._cls}:{self._properties['name'] or self._cls}"


class Class:
    def __init__(self, name):
        self.name = name

    def __str__(self):
        return self.name

    def __eq__(self, other):
        return str(self) == str(other)

    __hash__ = object.__hash__


class Name:
    def __init__(self, text):
        self.text = text

    def __str__(self):
        return f"#{self.text}"


class Frozen(types.SimpleNamespace):
    """Data that answers, and refuses to be changed."""

    def __setattr__(self, name, value):
        raise AssertionError(f"the scene is changed by looking: {name} = {value!r}")

    def __init__(self, **values):
        vars(self).update(values)


class Time:
    def __init__(self, frame):
        self.frame = frame

    def __int__(self):
        return int(self.frame)

    def __float__(self):
        return float(self.frame)


class StateSet:
    """A state set as MAXScript sees it; ``frames`` are (first, last) of its own."""

    def __init__(self, name, camera="", frames=None, active=False):
        self.name, self.camera, self.frames, self.active = name, camera, frames, active

    @property
    def row(self):
        first, last = self.frames or (None, None)
        return [self.name, self.camera, first, last, self.active]
