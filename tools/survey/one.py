"""Survey one scene in a process of its own, which a scene may crash: ``READER SCENE OUTPUT``."""

from __future__ import annotations

import dataclasses
import importlib
import json
import os
import sys
from pathlib import Path

from .answers import Answer


def main(arguments: list[str]) -> int:
    """Write the answer as JSON; whatever a scene does to its reader is a reason in it."""
    reader, scene, output = arguments
    try:
        answer = importlib.import_module(f".{reader}", __package__).survey(Path(scene))
    except Exception as error:  # the last stop: a scene that cannot be read is a line of the survey
        answer = Answer(scene, reason=" ".join(str(error).split()) or type(error).__name__)
    Path(output).write_text(json.dumps(dataclasses.asdict(answer)), encoding="utf-8")
    sys.stdout.flush()
    os._exit(0)  # Blender's own end may crash, after all is said


if __name__ == "__main__":
    main(sys.argv[1:])
