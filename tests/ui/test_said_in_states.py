"""What the states of the pictures say are sentences of the product, so that no picture shows what it never says."""

from __future__ import annotations

import dataclasses
import re

import pytest
from tests.messages import messages
from tests.ui.shots import SHOTS
from tests.ui.states import States

from foxsubmit.core.model.finding import Finding
from foxsubmit.core.session.dropped.state import DroppedScene
from foxsubmit.core.transfer.states import Transfer

pytestmark = pytest.mark.usefixtures("pages_turned_to")

STUDIOS = "90049"
"""The code of a finding that a studio's hook makes, in words of its own."""


PLACEHOLDER = re.compile(r"\{[^}]*\}")
PLAIN = (str, int, float, type(None))
"""Types whose values hold no others; most of a state is made of them."""

LETTERS = 4
"""What has fewer of its own, such as ``{name}, {next}``, is as good as any text."""


@pytest.fixture(scope="module")
def sentences():
    """Every text that is translated, as a pattern."""
    forms = {form for each in messages() for form in (each.text, each.plural) if form}
    own = [form for form in forms if sum(map(str.isalpha, PLACEHOLDER.sub("", form))) >= LETTERS]
    any_of_them = "|".join(".+".join(map(re.escape, PLACEHOLDER.split(form))) for form in own)
    return re.compile(f"(?:{any_of_them})(?:[.:;]? (?:{any_of_them}))*[.]?")  # some are put together of several


def said(value):
    """Yield each sentence that is shown as it is given, wherever it lies in a state."""
    if isinstance(value, PLAIN):
        return
    if isinstance(value, Finding) and value.code != STUDIOS:
        yield value.text
        yield from [value.fix.label] if value.fix else []
    elif isinstance(value, Transfer):
        yield value.message
    elif isinstance(value, DroppedScene):
        yield value.trouble
        yield from said(value.findings)
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from said(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from said(getattr(value, field.name))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """The states, whose pictures are drawn once."""
    return States(tmp_path_factory.mktemp("states"))


@pytest.mark.parametrize("name", sorted({state for state, _tab, _size in SHOTS.values()}))
def test_each_is_a_sentence_of_the_product(name, drawn, sentences):
    state = getattr(drawn, name)()
    shown = [*said(state), state.submit.since, state.message, state.account.trouble]
    assert [each for each in shown if each and not sentences.fullmatch(each)] == []
