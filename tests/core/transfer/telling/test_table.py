"""A notice is kept once, settled by what comes after it, and told no more then."""

from __future__ import annotations

import pytest

from foxsubmit.core.transfer.telling import table
from foxsubmit.core.transfer.telling.table import DUE, MAIL, REPLACED, SENDING, SENT, UNSURE, WEBHOOK


@pytest.fixture
def telling(journal):
    return journal.telling()


def tell(telling, notice, task=7, **more):
    return telling.tell(notice, f"It is {notice}.", account="local", task_id=task, **more)


def test_what_is_known_is_not_told_again(telling):
    assert tell(telling, "a")
    assert not tell(telling, "a")
    assert [notice.id for notice in telling.history()] == ["a"]
    assert telling.deliveries(MAIL) == telling.deliveries(WEBHOOK) == {"a": (DUE, 0, "")}


def test_of_a_task_the_newest_counts_and_the_history_keeps_the_others(telling):
    for notice, task in (("a", 7), ("b", 8), ("c", 7)):
        tell(telling, notice, task)
    assert {notice.id: notice.gone > 0 for notice in telling.history()} == {"a": True, "b": False, "c": False}
    assert [notice.id for notice in telling.due(MAIL, 0.0)] == ["b", "c"]
    assert telling.deliveries(MAIL)["a"][0] == REPLACED


def test_what_was_said_of_a_budget_and_of_its_task_are_two_things(telling):
    tell(telling, "near", budget="b")
    tell(telling, "ended")
    tell(telling, "used up", budget="b")
    assert {notice.id for notice in telling.history() if not notice.gone} == {"ended", "used up"}
    telling.settle(budget="b")
    assert {notice.id for notice in telling.history() if not notice.gone} == {"ended"}
    telling.settle(account="local", task_id=7)
    assert {notice.id for notice in telling.history() if not notice.gone} == set()


def test_what_an_agent_left_behind_in_the_middle_is_not_sent_again(telling):
    tell(telling, "a")
    telling.move(MAIL, ["a"], SENDING)
    telling.recover()
    assert telling.deliveries(MAIL)["a"][0] == UNSURE
    assert telling.due(MAIL, 0.0) == []
    assert [notice.id for notice in telling.due(WEBHOOK, 0.0)] == ["a"]


def test_another_try_comes_when_it_is_due_and_is_given_up_after_days(telling):
    tell(telling, "a")
    telling.move(MAIL, ["a"], DUE, "no answer", 50.0)
    assert telling.due(MAIL, 49.0) == []
    assert [notice.tries for notice in telling.due(MAIL, 50.0)] == [1]
    telling.move(WEBHOOK, ["a"], SENT)
    assert telling.waiting()
    telling.give_up(telling.history()[0].created + table.PATIENCE + 1)
    assert not telling.waiting()


def test_the_history_is_bounded(telling, monkeypatch):
    monkeypatch.setattr(table, "KEPT", 3)
    for number in range(5):
        tell(telling, str(number), number)
    assert [notice.id for notice in telling.history(99)] == ["4", "3", "2"]
    assert len(telling.deliveries(MAIL)) == 3
