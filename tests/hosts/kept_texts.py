"""Texts that a scene of any host has to give back as they were."""

from __future__ import annotations

import dataclasses

from foxsubmit.core.model.choices import Choices
from foxsubmit.core.settings.presets import to_text

CHOICES = dataclasses.replace(
    Choices(), frames="1-10", artist='灯光组 "夜班" \\ 100%', tags=("最终", "%22"), excluded=("D:\\贴图\\木纹.png",),
    extra_files=tuple(f"//server/项目/第{number}集/参考\t图.exr" for number in range(300)))
TEXTS = (to_text(CHOICES), '{"a": "\\"\\\\\n\r\t%25%"}', "{\n}", "𠀀 \udc80 ' ; $x `y`")
"""Choices as they are; each of what hosts escape; two lines; more than two bytes, a byte that is no text, MEL."""
