"""The types of a studio's hooks (docs/studio.md): ``from foxsubmit.hooks import Scene``."""

from __future__ import annotations

from .core.hooks.shapes import Change, Choices, File, Finding, Fix, Plan, Scene, Task, Unit, UsedFile

__all__ = ["Change", "Choices", "File", "Finding", "Fix", "Plan", "Scene", "Task", "Unit", "UsedFile"]
