"""Where it is rendered: how grave it is that an environment or hardware does not fit, and what is offered instead."""

from __future__ import annotations

import dataclasses

import pytest
from tests.core.checks.test_checks import CPU, ERROR, GPU, NOTE, WARNING, asset, change, good

from foxsubmit.core.checks.run import run_checks
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.finding import MAKE
from foxsubmit.core.model.need import Need
from foxsubmit.core.offer.software import Offer, OfferedPlugin
from foxsubmit.core.offer.values import Environment


def found(it):
    return [(each.code, each.severity, dict(each.fix.changes) if each.fix else {}) for each in run_checks(it)]


@pytest.mark.parametrize(("facts", "says"), [
    ({"withheld": frozenset({"environments"})}, "This account may not list its render environments"),
    ({}, "The farm has no render environment for this application"),
])
def test_without_an_environment_nothing_can_be_rendered(facts, says):
    (finding,) = run_checks(dataclasses.replace(change(good("blender"), facts=facts), environment=None))
    assert (finding.code, finding.severity, finding.text.startswith(says)) == ("15019", ERROR, True)


def test_an_environment_is_judged_also_where_others_may_not_be_listed():
    assert found(change(good("blender"), facts={"withheld": frozenset({"environments"})})) == []


def test_before_the_farm_was_asked_nothing_is_said_of_environments():
    it = dataclasses.replace(good("blender"), environment=None, facts=None, connected=False)
    assert found(it) == []


@pytest.mark.parametrize(("mine", "others", "fix"), [
    ("3.6", ("4.5",), {"environment": "other 0"}),
    ("3.6", ("3.6",), {}),
    ("3.6", ("3.5",), {}),
    ("3.6", ("3.5", "4.5"), {"environment": "other 1"}),
])
def test_another_environment_is_offered_only_where_it_fits_better(mine, others, fix):
    it = change(good("blender"), environment={"version": mine})
    known = tuple(Environment(f"other {number}", "Blender", version) for number, version in enumerate(others))
    it = change(it, facts={"environments": (it.environment, *known)})
    assert found(it) == [("15013", ERROR, fix)]


def test_where_no_environment_of_the_users_fits_better_one_is_made_of_the_farms_nearest_version():
    it = change(good("blender"), environment={"version": "3.4.1"}, scene={"version": "3.6.2"})
    it = change(it, facts={"environments": (it.environment,), "offer": Offer(1, "Blender", ("3.4.1", "3.6", "4.5"))})
    (finding,) = run_checks(it)
    assert (finding.code, finding.fix.label, finding.fix.action) == ("15013", "Use Blender 3.6", MAKE)
    (finding,) = run_checks(change(it, facts={"offer": Offer(1, "Blender", ("3.4.1",))}))
    assert finding.fix is None, "the farm has nothing nearer"
    (finding,) = run_checks(dataclasses.replace(it, environment=None))
    assert (finding.fix.label, finding.fix.action) == ("Make one from this scene", MAKE)


def test_where_the_farm_has_a_plugin_an_environment_with_it_is_made():
    it = change(good("blender"), scene={"plugins": {"luxcore": "2.1"}})
    it = change(it, facts={"environments": (it.environment,), "offer": Offer(
        1, "Blender", (it.environment.version,), (OfferedPlugin("luxcore", "2.1", 7, it.environment.version),))})
    (finding,) = run_checks(it)
    assert (finding.fix.label, finding.fix.action) == ("Make an environment with luxcore 2.1", MAKE)


def test_the_default_environment_is_not_offered_where_it_fits_no_better():
    it = change(good("blender"), environment={"version": "3.6", "default": False})
    default = dataclasses.replace(it.environment, name="default", default=True)
    assert found(change(it, facts={"environments": (it.environment, default)})) == [("15013", ERROR, {})]


def test_for_what_is_only_a_note_nothing_is_offered():
    it = change(good("houdini"), environment={"version": "20.5.410"})
    better = Environment("exact", "Houdini", "20.5.487")
    assert found(change(it, facts={"environments": (it.environment, better)})) == [("15013", NOTE, {})]
    it = change(good("maya"), scene={"plugins": {"mtoa": "5.4.7"}}, environment={"plugins": (("mtoa", "5.4.5"),)})
    better = dataclasses.replace(it.environment, name="exact", plugins=(("mtoa", "5.4.7"),))
    assert found(change(it, facts={"environments": (it.environment, better)})) == [("90010", NOTE, {})]


def test_for_a_plugin_that_is_not_there_an_environment_that_has_it_is_offered():
    it = change(good("blender"), scene={"plugins": {"luxcore": "2.1"}})
    better = dataclasses.replace(it.environment, name="lux", plugins=(("luxcore", "2.1"),))
    assert found(change(it, facts={"environments": (it.environment, better)})) == [
        ("90010", WARNING, {"environment": "lux"})]


def test_hardware_that_cannot_gives_its_reason_in_its_own_words():
    (finding,) = run_checks(change(good("blender"), hardware=dataclasses.replace(CPU, reason="Switched off until FMX")))
    assert finding.text == "CPU, 64 GB RAM cannot render this scene: switched off until FMX. Choose another."


def test_instead_of_hardware_that_cannot_another_is_offered_that_can():
    off = dataclasses.replace(CPU, reason="Switched off")
    itself, also_off, can = (dataclasses.replace(CPU, id=number) for number in (CPU.id, 302, 303))
    hardware = (itself, dataclasses.replace(also_off, reason="Switched off"), can)
    assert found(change(good("blender"), hardware=off, facts={"hardware": hardware})) == [
        ("90011", ERROR, {"hardware": 303})]
    assert found(change(good("blender"), hardware=off, facts={"hardware": (itself,)})) == [("90011", ERROR, {})]


def test_hardware_that_refuses_a_code_takes_the_scene_with_a_note_of_it():
    picky = dataclasses.replace(GPU, not_codes=("90002",))
    assert found(change(good("blender"), scene={"unsaved": True}, hardware=picky)) == [("90002", NOTE, {})]


@pytest.mark.parametrize(("enabled", "units", "fix"), [
    (True, frozenset(), {"units": None}), (False, frozenset(), {}), (False, None, {}),
])
def test_where_nothing_is_selected_what_the_scene_renders_is_offered_if_it_is_another_choice(enabled, units, fix):
    it = change(good("blender"), unit={"enabled": enabled})
    assert found(dataclasses.replace(it, units=(), choices=Choices(units=units))) == [("90003", ERROR, fix)]


def test_a_unit_without_a_size_is_named_with_it():
    (finding,) = run_checks(change(good("maya"), unit={"size": (0, 36)}))
    assert (finding.nodes, finding.details) == (("Scene",), ("0 × 36",))


def test_only_the_elements_that_overwrite_each_other_are_named():
    elements = (("B", "D:/x.exr"), ("A", "D:/x.exr"), ("C", "D:/y.exr"))
    (finding,) = run_checks(change(good("max"), unit={"elements": elements}))
    assert (finding.nodes, finding.details) == (("A", "B"), ("D:/x.exr",))


def test_of_two_textures_of_one_name_one_may_be_left_out():
    it = change(good("max"), assets=[asset("D:/other/wood.png", need=Need.UNKNOWN)],
                choices={"excluded": ("D:/other/wood.png",)})
    assert found(it) == []


def test_a_least_balance_of_less_than_one_is_watched_too():
    assert found(change(good("blender"), account={"balance": 0.25}, choices={"least_balance": 0.5})) == [
        ("90021", WARNING, {})]
