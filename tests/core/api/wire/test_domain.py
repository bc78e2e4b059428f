from __future__ import annotations

import pytest

from foxsubmit.core.api import FoxAPI
from foxsubmit.core.api.wire.client import Client
from foxsubmit.core.common.errors import BadInput


@pytest.mark.parametrize(("domain", "protocol", "signed"), [
    ("Task.FoxRenderFarm.com", "https", "task.foxrenderfarm.com"),
    ("task.foxrenderfarm.com:443", "https", "task.foxrenderfarm.com"),
    ("task.foxrenderfarm.com:80", "https", "task.foxrenderfarm.com:80"),
    ("127.0.0.1:80", "http", "127.0.0.1"), ("127.0.0.1:443", "http", "127.0.0.1:443"),
    ("[::1]:80", "http", "[::1]"), ("farm.example:8443", "https", "farm.example:8443")])
def test_the_domain_is_signed_as_the_host_header_names_it(domain, protocol, signed):
    assert Client("id", "key", domain, protocol=protocol).domain == signed


def test_a_domain_in_capitals_is_not_refused(farm):
    _host, _colon, port = farm.domain.partition(":")
    with FoxAPI(farm.access_id, farm.access_key, f"LocalHost:{port}", protocol="http") as api:
        assert api.query.platforms()


def test_the_variable_leads_a_script_to_a_farm_on_this_machine(farm, monkeypatch):
    for spelling in (f"http://{farm.domain}", f"HTTP://{farm.domain}/", farm.domain):
        monkeypatch.setenv("RAYVISION_API_DOMAIN", spelling)
        with FoxAPI(farm.access_id, farm.access_key) as api:
            assert api.query.platforms()


def test_a_domain_that_is_given_goes_before_the_variable(farm, monkeypatch):
    monkeypatch.setenv("RAYVISION_API_DOMAIN", "task.renderbus.com")
    with FoxAPI(farm.access_id, farm.access_key, farm.domain, protocol="http") as api:
        assert api.query.platforms()


def test_the_variable_does_not_send_keys_in_the_clear_to_another_machine(monkeypatch):
    monkeypatch.setenv("RAYVISION_API_DOMAIN", "http://task.renderbus.com")
    with pytest.raises(BadInput, match="without encryption"):
        FoxAPI("id", "key")


@pytest.mark.parametrize(("typed", "domain", "protocol"), [
    ("https://Task.FoxRenderFarm.com:443/", "task.foxrenderfarm.com", "https"),
    ("127.0.0.1:18731", "127.0.0.1:18731", "http"), ("https://localhost:8443", "localhost:8443", "https")])
def test_a_domain_may_be_given_as_an_address(typed, domain, protocol):
    client = FoxAPI("id", "key", typed).client
    assert (client.domain, client.protocol) == (domain, protocol)
