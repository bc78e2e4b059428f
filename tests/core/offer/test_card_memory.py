"""The memory of a graphics card is told where its name says it, and not guessed."""

from __future__ import annotations

import pytest

from foxsubmit.core.offer.graphics_cards import memory_of


@pytest.mark.parametrize(("model", "gigabytes"), [
    ("4090", 24), ("RTX 4090", 24), ("NVIDIA GeForce RTX 3090", 24), ("1080Ti", 11), ("RTX 2080 Ti", 11),
    ("NVIDIA RTX A6000", 48), ("L40S", 48)])
def test_of_a_card_that_is_built_with_one_amount(model, gigabytes):
    assert memory_of(model) == gigabytes


@pytest.mark.parametrize("model", ["", "3080", "A100", "V100", "4060 Ti", "RX 7900 XTX", "something new"])
def test_of_a_card_with_several_or_none_that_is_known(model):
    assert memory_of(model) == 0
