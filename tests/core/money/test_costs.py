"""Costs are added up exactly, and agree with what the farm has charged."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import submit, work

from foxsubmit import cli
from foxsubmit.core.common.errors import Refused
from foxsubmit.core.money import costs
from foxsubmit.core.money.amounts import Sum
from foxsubmit.core.money.costs import Costs, TaskEntry
from foxsubmit.farm.rules.billing import SPENT


def of(*entries):
    return Costs(tuple(TaskEntry(number, *entry[:3], None if entry[3] is None else Decimal(entry[3]))
                       for number, entry in enumerate(entries)), "USD")


FOUND = of(("courtyard", "Lea", "2026-03-01", "0.1"), ("courtyard", "", "2026-03-01", "0.2"),
           ("", "Lea", "2026-03-03", "9"), (None, None, None, None), ("courtyard", "Lea", "2026-03-03", None))


def test_a_project_has_the_sum_of_its_known_costs_and_the_number_of_the_others():
    assert [(costs.named(row, "project"), *row.sum) for row in costs.rows(FOUND, "project")] == [
        ("Without a project", Decimal(9), 1, 0), ("courtyard", Decimal("0.3"), 3, 1), ("unknown", Decimal(0), 1, 1)]
    assert costs.total(FOUND) == Sum(Decimal("9.3"), 5, 2)


def test_unknown_is_never_shown_as_nothing():
    words = [costs.cost_in_words(row.sum, "USD") for row in costs.rows(FOUND, "project")]
    assert words == ["9.00 USD", "0.30 USD + 1 unknown", "unknown"]


def test_days_are_in_a_row_and_those_without_a_task_are_there():
    assert costs.by_day(FOUND, 30) == [
        ("2026-03-01", Decimal("0.3")), ("2026-03-02", Decimal(0)), ("2026-03-03", Decimal(9))]
    assert [day for day, _cost in costs.by_day(FOUND, 2)] == ["2026-03-02", "2026-03-03"]
    assert costs.by_day(of(), 30) == ()


def test_no_name_becomes_a_formula_in_another_program():
    table = list(csv.reader(io.StringIO(costs.as_csv(of(("=1+1", "", "2026-03-01", "1.005")), "project"))))
    assert table[0] == ["project", "tasks", "cost", "currency", "tasks_of_unknown_cost"]
    assert table[1:] == [["'=1+1", "1", "1.005", "USD", "0"]]


def test_for_other_programs_unknown_is_neither_nothing_nor_without_a_name():
    table = list(csv.reader(io.StringIO(costs.as_csv(FOUND, "project"))))
    assert [row[:3] for row in table[1:]] == [["", "1", "9"], ["courtyard", "3", "0.3"], ["unknown", "1", ""]]
    rows = costs.as_json(FOUND, "project")["rows"]
    assert [(row["project"], row["cost"]) for row in rows] == [("", "9"), ("courtyard", "0.3"), (None, None)]


@pytest.fixture
def rendered(tmp_path, settings, api, journal):
    """Three tasks that were rendered; one of them is deleted on the farm since."""
    for name in ("one", "two", "three"):
        submit(make_project(tmp_path / name, {}, 2), api, journal, artist="Lea")
    work(settings)
    tasks = [each.task_id for each in journal.transfers()]
    api.task.delete_task(tasks[:1])
    return tasks


def test_the_sum_is_the_farms_to_the_cent_with_what_was_deleted(api, farm, rendered):
    found = costs.read_costs(api, "USD", days=1)
    charged = Decimal(str(round(farm.state.database.rows(SPENT)[0]["fee"], 6)))
    assert costs.total(found) == Sum(charged, 3, 0)
    assert {task.task for task in found.tasks} == set(rendered)
    assert charged > 0


def test_where_the_recycle_bin_is_refused_that_is_said(api, rendered, monkeypatch):
    listed = api.query.get_task_list

    def refused(recycle_flag=None, **filters):
        if recycle_flag:
            raise Refused(605, "no", "/list")
        return listed(**filters)

    monkeypatch.setattr(api.query, "get_task_list", refused)
    found = costs.read_costs(api, "USD")
    assert len(found.tasks) == 2
    assert found.without_deleted.startswith("Deleted tasks are not in it: ")


def test_the_command_prints_it_as_a_table_and_for_other_programs(capsys, rendered):
    assert cli.main(["costs", "--by", "artist"]) == 0
    out = capsys.readouterr().out
    assert "Lea" in out
    assert "0.06 USD" in out
    assert cli.main(["costs", "--by", "artist", "--csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("Lea,3,0.06")
