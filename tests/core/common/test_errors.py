"""Errors as programs have them: a pool of processes hands them on."""

from __future__ import annotations

import copy
import inspect
import pickle

import pytest

from foxsubmit.core.common import errors
from foxsubmit.rayvision.exception import MissingKey, RayvisionAPIError, RayvisonTaskIdError

REFUSED = errors.Refused(611, "bad", "/x", "id-1", chinese=True, retry_after=3)
EVERY = (
    errors.FoxError("It failed."), errors.BadInput("It failed."), errors.Blocked("It failed.", [{"code": "X"}]),
    errors.InDoubt("It failed."), errors.CannotConnect("It failed.", arrived=False, path="/x", untrusted=True),
    errors.BadAnswer("It failed.", path="/x", status=500, retry_after=2), REFUSED,
    errors.NotSignedIn(600, "no", "/x"), errors.NoAnswer("It failed.", 500),
    errors.NotPlanned("It failed.", 0, [{"code": "X"}], [{"path": "/a"}]),
    errors.TransferFailed("It failed.", path="/x", retry=True), errors.HostFailed("It failed."),
    RayvisionAPIError(REFUSED, "http://127.0.0.1/x"), RayvisonTaskIdError(1, "It failed."), MissingKey("It failed."))


@pytest.mark.parametrize("error", EVERY, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("travel", [copy.copy, lambda error: pickle.loads(pickle.dumps(error))])  # noqa: S301 - ours
def test_an_error_comes_whole_out_of_another_process(error, travel):
    if isinstance(error, errors.InDoubt):
        error.doubt()
    travelled = travel(error)
    assert type(travelled) is type(error)
    assert (str(travelled), vars(travelled)) == (str(error), vars(error))


def test_every_error_is_tried():
    kinds = {each for _name, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, errors.FoxError)}
    assert kinds - set(map(type, EVERY)) == set()
