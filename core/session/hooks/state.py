"""The answers of a studio's hooks about the open scene, as the panel draws them."""

from __future__ import annotations

import dataclasses

from ...hooks.judging import Judgement
from ...model.choices import Choices
from ...model.finding import Finding
from ...model.host import Scene
from ...plan.hook_change import HookChange


@dataclasses.dataclass(frozen=True, eq=False)
class Judged:
    """A judgement with what was judged: of another scene, or other choices, it holds no more."""

    scene: Scene
    files: tuple[float, int]
    """When the scene's files were looked for, and how many assets there were."""
    choices: Choices
    judgement: Judgement

    def holds(self, scene: Scene | None, files: tuple[float, int], choices: Choices) -> bool:
        """Whether it is a judgement of these."""
        return self.files == files and self.choices == choices and self.scene == scene


@dataclasses.dataclass(frozen=True)
class HooksState:
    """The judgement of the open scene."""

    folder: str = ""
    """The folder of the studio's hooks; empty where it has none."""
    judged: Judged | None = None
    """None before they were asked."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the hooks, with a sentence for each that failed."""
        return self.judged.judgement.findings if self.judged is not None else ()

    @property
    def changes(self) -> tuple[HookChange, ...]:
        """The choices that the hooks change when it is submitted, or changed the last time."""
        return self.judged.judgement.changes if self.judged is not None else ()


def changed_choices(choices: Choices, hooks: HooksState) -> Choices:
    """Return choices with what the hooks change of them."""
    if hooks.judged is None:
        return choices
    wanted = hooks.judged.judgement.choices
    return dataclasses.replace(choices, **{each.choice: getattr(wanted, each.choice) for each in hooks.changes})
