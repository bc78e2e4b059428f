"""How long drawing takes: ``python -m tests.ui.timing``. 500 tasks, one task of 2,000 frames."""

from __future__ import annotations

import dataclasses
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qtpy.QtWidgets import QApplication
from tests.ui.doubles import Double
from tests.ui.having import having
from tests.ui.states import States

from foxsubmit.ui.panel import JOBS, Panel


def measured(name, action):
    start = time.perf_counter()
    action()
    sys.stdout.write(f"{name:44} {1000 * (time.perf_counter() - start):8.1f} ms\n")


def main() -> None:
    app = QApplication(sys.argv[:1])
    states = States(Path(tempfile.mkdtemp()))
    session = Double(states.empty())
    panels = []
    measured("open the panel", lambda: panels.append(Panel(session)))
    panel = panels[0]
    measured("show it", lambda: (panel.show(), app.processEvents()))
    measured("open another", lambda: panels.append(Panel(Double(states.studio()))))
    session.on_change = panel.draw
    panel.tabs.setCurrentIndex(JOBS)
    many = states.many()
    measured("draw 500 tasks, 2,000 frames", lambda: session.becomes(many))
    measured("paint them", app.processEvents)
    measured("draw the same again", lambda: session.becomes(many))
    measured("draw an equal copy", lambda: session.becomes(states.many()))
    measured("nothing to paint then", app.processEvents)
    one = dataclasses.replace(many.jobs.frames[3], cost=9.9)
    frames = (*many.jobs.frames[:3], one, *many.jobs.frames[4:])
    measured("draw one frame changed", lambda: session.becomes(having(many, jobs={"frames": frames})))
    measured("paint that", app.processEvents)
    tasks = tuple(dataclasses.replace(task, cost=task.cost + 1) for task in many.jobs.tasks)
    measured("draw all 500 tasks changed", lambda: session.becomes(having(many, jobs={"tasks": tasks})))
    measured("paint that", app.processEvents)
    measured("draw another task's 2,000 frames", lambda: session.becomes(having(many, jobs={
        "selected": 1001, "frames": tuple(dataclasses.replace(each, id=each.id + 5000) for each in frames)})))
    measured("paint that", app.processEvents)


if __name__ == "__main__":
    main()
