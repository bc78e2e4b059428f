"""Budgets in the journal. Panels and commands set them, the agent writes what it finds.

Each step is written down before it is made: ``pausing`` before a task is stopped, ``starting`` before it is started
again, so that an agent that is killed in between looks first and does neither twice.
"""

from __future__ import annotations

import sqlite3
import time
import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ...common.transaction import transaction
from ..states import SETTLED
from .budget import Budget, BudgetState

PAUSING, PAUSED, STARTING, FREE = "pausing", "paused", "starting", "free"
"""Steps of a task of a budget: being stopped, stopped by it, being started again; started by hand since, left alone."""

_MARKS = ",".join("?" * len(SETTLED))
ACTIVE = f"""
SELECT * FROM budgets b WHERE project != '' OR state IN ('pausing', 'going on')
    OR EXISTS (SELECT 1 FROM budget_tasks t WHERE t.budget = b.id AND (t.moving OR t.step != ''))
    OR EXISTS (SELECT 1 FROM budget_submissions m JOIN submissions s ON s.id = m.submission
               WHERE m.budget = b.id AND s.state NOT IN ({_MARKS}))
ORDER BY created
"""  # noqa: S608 - only marks
OF_TASK = """
SELECT * FROM budgets b WHERE account = ? AND farm IN ('', ?) AND project = '' AND (
    EXISTS (SELECT 1 FROM budget_tasks t WHERE t.budget = b.id AND t.task_id = ?)
    OR EXISTS (SELECT 1 FROM budget_submissions m JOIN submissions s ON s.id = m.submission
               WHERE m.budget = b.id AND s.task_id = ?))
ORDER BY created DESC LIMIT 1
"""


class TaskCost(NamedTuple):
    """One task of a budget, as the farm tells of it."""

    cost: Decimal | None
    moving: bool


class Budgets:
    """The budgets, over one connection to the journal."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    # What panels and commands write.

    def of_submission(self, submission: str, account: str, farm: str, budget: str, amount: Decimal) -> None:
        """Set what may be spent for a submission; those with the same ``budget`` share it. Inside a transaction."""
        self._db.execute(
            "INSERT OR IGNORE INTO budgets (id, created, account, farm, amount, first) VALUES (?,?,?,?,?,?)",
            (budget, time.time(), account, farm, str(amount), str(amount)))
        self._db.execute("INSERT OR IGNORE INTO budget_submissions VALUES (?,?)", (budget, submission))

    def set_project(self, account: str, farm: str, project: str, amount: Decimal | None) -> None:
        """Set what may be spent for a project; None for no limit. What was paused goes on where that is enough."""
        with transaction(self._db):
            row = self._db.execute("SELECT id FROM budgets WHERE account=? AND farm IN ('', ?) AND project=?",
                                   (account, farm, project)).fetchone()
            if row is not None:
                self._change(row["id"], amount)
            elif amount is not None:
                self._add(account, farm, project, amount)

    def set_task(self, account: str, farm: str, task_id: int, amount: Decimal | None) -> None:
        """Set what may be spent for a task, and those submitted with it; None for no limit."""
        with transaction(self._db):
            row = self._of_task(account, farm, task_id)
            if row is not None:
                self._change(row["id"], amount)
            elif amount is not None:
                new = self._add(account, farm, "", amount)
                self._db.execute("INSERT INTO budget_tasks (budget, task_id, moving) VALUES (?,?,1)", (new, task_id))

    def go_on(self, budget: str, amount: Decimal | None) -> None:
        """Let its tasks go on with this amount, None for no limit: those that it has paused are started again."""
        with transaction(self._db):
            self._change(budget, amount, start=True)

    def _add(self, account: str, farm: str, project: str, amount: Decimal) -> str:
        new = uuid.uuid4().hex
        self._db.execute(
            "INSERT INTO budgets (id, created, account, farm, project, amount, first) VALUES (?,?,?,?,?,?,?)",
            (new, time.time(), account, farm, project, str(amount), str(amount)))
        return new

    def _change(self, budget: str, amount: Decimal | None, *, start: bool = False) -> None:
        row = self._db.execute("SELECT * FROM budgets WHERE id=?", (budget,)).fetchone()
        enough = amount is None or amount > Decimal(row["spent"] or 0)
        self._db.execute("UPDATE budgets SET amount=?, warned=0, message='' WHERE id=?",
                         ("" if amount is None else str(amount), budget))
        if amount is not None and not start:
            self._db.execute("UPDATE budgets SET first=? WHERE id=?", (str(amount), budget))
        if enough or start:
            self._db.execute("UPDATE budget_tasks SET step=CASE WHEN step IN (?, ?) THEN ? ELSE '' END"
                             " WHERE budget=? AND step != ?", (PAUSING, PAUSED, STARTING, budget, STARTING))
            self._db.execute("UPDATE budgets SET state=? WHERE id=? AND state != ?",
                             (BudgetState.GOING_ON.value, budget, BudgetState.OPEN.value))

    # What the agent writes.

    def seen(self, budget: str, tasks: Mapping[int, TaskCost], unknown: int, currency: str) -> Budget:
        """Note what the farm says of its tasks; return the budget as it is then.

        A task that the farm does not have any more keeps the cost that was seen last.
        """
        with transaction(self._db):
            for task_id, found in tasks.items():
                self._db.execute(
                    "INSERT INTO budget_tasks (budget, task_id, cost, moving) VALUES (?,?,?,?)"
                    " ON CONFLICT (budget, task_id) DO UPDATE SET moving=excluded.moving,"
                    " cost=CASE WHEN excluded.cost = '' THEN budget_tasks.cost ELSE excluded.cost END",
                    (budget, task_id, "" if found.cost is None else str(found.cost), found.moving))
            for task_id in set(self.steps(budget)) - tasks.keys():
                self._db.execute("UPDATE budget_tasks SET moving=0, step='' WHERE budget=? AND task_id=?",
                                 (budget, task_id))
            costs = [row["cost"] for row in self._db.execute(
                "SELECT cost FROM budget_tasks WHERE budget=? AND cost != ''", (budget,))]
            self._db.execute("UPDATE budgets SET spent=?, unknown=?, currency=?, looked=?, message='' WHERE id=?",
                             (str(sum(map(Decimal, costs), Decimal(0))), unknown, currency, time.time(), budget))
        return self.get(budget)

    def steps(self, budget: str) -> dict[int, str]:
        """Return the step of each of its tasks that are known by number."""
        return {row["task_id"]: row["step"] for row in self._db.execute(
            "SELECT task_id, step FROM budget_tasks WHERE budget=?", (budget,))}

    def begin_pausing(self, budget: str, amount: Decimal, tasks: Sequence[int]) -> bool:
        """Write down that these tasks are about to be stopped; False where somebody has changed the budget since."""
        with transaction(self._db):
            changed = self._db.execute("UPDATE budgets SET state=? WHERE id=? AND amount=? AND state IN (?, ?, ?)", (
                BudgetState.PAUSING.value, budget, str(amount), BudgetState.OPEN.value, BudgetState.PAUSING.value,
                BudgetState.PAUSED.value)).rowcount
            if changed:
                self._db.executemany("UPDATE budget_tasks SET step=? WHERE budget=? AND task_id=? AND step=''",
                                     [(PAUSING, budget, task) for task in tasks])
        return bool(changed)

    def step(self, budget: str, before: str, now: str, tasks: Sequence[int]) -> None:
        """Take tasks from one step to the next; those that somebody has taken elsewhere meanwhile stay there."""
        with transaction(self._db):
            self._db.executemany("UPDATE budget_tasks SET step=? WHERE budget=? AND task_id=? AND step=?",
                                 [(now, budget, task, before) for task in tasks])

    def settle(self, budget: str, before: BudgetState, now: BudgetState) -> bool:
        """Take a budget from one state to the next; False where somebody has changed it meanwhile."""
        return bool(self._db.execute("UPDATE budgets SET state=? WHERE id=? AND state=?",
                                     (now.value, budget, before.value)).rowcount)

    def warned(self, budget: str) -> None:
        """Note that it was said that little is left."""
        self._db.execute("UPDATE budgets SET warned=1 WHERE id=?", (budget,))

    def trouble(self, budget: str, message: str) -> None:
        """Note why it cannot be kept now."""
        self._db.execute("UPDATE budgets SET message=? WHERE id=?", (message, budget))

    # What anybody reads.

    def all(self) -> tuple[Budget, ...]:
        """Return all budgets, the newest first."""
        return tuple([self._read(row) for row in self._db.execute("SELECT * FROM budgets ORDER BY created DESC")])

    def active(self) -> tuple[Budget, ...]:
        """Return those whose tasks may cost something, or that an agent has to do something for."""
        rows = self._db.execute(ACTIVE, [state.value for state in SETTLED]).fetchall()
        return tuple([self._read(row) for row in rows])

    def get(self, budget: str) -> Budget:
        """Return one as it is now."""
        return self._read(self._db.execute("SELECT * FROM budgets WHERE id=?", (budget,)).fetchone())

    def of_project(self, account: str, farm: str, project: str) -> Budget | None:
        """Return the budget of a project; None where it has none."""
        row = self._db.execute("SELECT * FROM budgets WHERE account=? AND farm IN ('', ?) AND project=?",
                               (account, farm, project)).fetchone() if project else None
        return None if row is None else self._read(row)

    def of_task(self, account: str, farm: str, task_id: int) -> Budget | None:
        """Return the budget that was set for a task, or for the submission that it belongs to."""
        row = self._of_task(account, farm, task_id)
        return None if row is None else self._read(row)

    def submissions(self, budget: str) -> list[str]:
        """Return the ids of its submissions."""
        return [row["submission"] for row in self._db.execute(
            "SELECT submission FROM budget_submissions WHERE budget=?", (budget,))]

    def task_numbers(self, budget: str) -> set[int]:
        """Return the numbers of its tasks, as far as they have one."""
        rows = self._db.execute(
            "SELECT task_id FROM budget_tasks WHERE budget=:id UNION SELECT s.task_id FROM budget_submissions m"
            " JOIN submissions s ON s.id = m.submission WHERE m.budget=:id AND s.task_id IS NOT NULL", {"id": budget})
        return {row["task_id"] for row in rows}

    def _of_task(self, account: str, farm: str, task_id: int) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._db.execute(OF_TASK, (account, farm, task_id, task_id)).fetchone()
        return row

    def _read(self, row: sqlite3.Row) -> Budget:
        moving = [each["task_id"] for each in self._db.execute(
            "SELECT task_id FROM budget_tasks WHERE budget=? AND moving ORDER BY task_id", (row["id"],))]
        return Budget(
            row["id"], row["account"], row["farm"], row["project"], Decimal(row["amount"]) if row["amount"] else None,
            Decimal(row["first"]), BudgetState(row["state"]), bool(row["warned"]),
            Decimal(row["spent"]) if row["spent"] else None, row["unknown"], row["currency"], row["message"],
            tuple(sorted(self.task_numbers(row["id"]))), tuple(moving))
