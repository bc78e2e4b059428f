"""A layout that takes what Blender's own takes, by Blender's own account of it, and notes what was drawn."""

from __future__ import annotations

from typing import Any

import bpy

FUNCTIONS = bpy.types.UILayout.bl_rna.functions
ICONS = {each.identifier for each in FUNCTIONS["label"].parameters["icon"].enum_items}
PARTS = {"row", "column", "box", "grid_flow"}
SETTABLE = {"enabled", "alert", "alignment", "scale_y", "use_property_split", "use_property_decorate"}


class Layout:
    """A part of a panel; ``drawn`` is shared by all parts of it, in the order in which they were drawn."""

    def __init__(self, drawn: list[tuple[str, str]] | None = None, enabled: bool = True) -> None:
        self.__dict__.update(drawn=[] if drawn is None else drawn, enabled=enabled)

    def __setattr__(self, name: str, value: Any) -> None:
        assert name in SETTABLE, name
        assert name in bpy.types.UILayout.bl_rna.properties, name
        self.__dict__[name] = value

    def __getattr__(self, name: str) -> Any:
        if name not in FUNCTIONS:
            raise AttributeError(name)

        def call(*given: Any, **named: Any) -> Any:
            known = {each.identifier: each for each in FUNCTIONS[name].parameters if not each.is_output}
            for word in named:
                assert word in known, f"{name}({word}=)"
            assert named.get("icon", "NONE") in ICONS, named["icon"]
            assert isinstance(named.get("text", ""), str)
            return self._noted(name, given, named)

        return call

    def _noted(self, name: str, given: tuple[Any, ...], named: dict[str, Any]) -> Any:
        if name in PARTS:
            return Layout(self.drawn, self.enabled)
        text = named.get("text", "")
        if name == "prop":
            owner, field = given
            self.drawn.append((f"prop {field}", str(getattr(owner, field))))
        elif name in ("operator", "menu"):
            self.drawn.append((f"{name} {given[0]}", text if self.enabled else f"({text})"))
            return Properties(given[0]) if name == "operator" else None
        elif name == "template_icon":
            self.drawn.append((name, str(named["icon_value"])))
        else:
            self.drawn.append((name, text))
        return None

    def texts(self, kind: str) -> list[str]:
        """Return the texts of one kind that were drawn."""
        return [text for what, text in self.drawn if what == kind]


class Properties:
    """Stands for the properties of an operator, and takes only those that it has."""

    def __init__(self, operator: str) -> None:
        module, name = operator.split(".")
        known = getattr(getattr(bpy.ops, module), name).get_rna_type().properties
        self.__dict__["known"] = {each.identifier for each in known}

    def __setattr__(self, name: str, value: Any) -> None:
        assert name in self.known, name
