"""Accounts and their keys: in the keyring where there is one, else in a file of the user's alone."""

from __future__ import annotations

import dataclasses
import json
import os
import stat

import pytest

from foxsubmit.core.api.wire.domain import read_domain
from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.settings import keys
from foxsubmit.core.settings.accounts import Credentials
from foxsubmit.core.settings.settings import LOCAL

keyring = pytest.importorskip("keyring")
backend = pytest.importorskip("keyring.backend")

SECRET = "s3cret-key-of-nobody"
FOX = Credentials("task.foxrenderfarm.com", "ak-1", SECRET, "6")


class InMemory(backend.KeyringBackend):
    """A keyring that forgets when the test is over."""

    priority = 5

    def __init__(self):
        super().__init__()
        self.kept = {}

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def delete_password(self, service, username):
        del self.kept[service, username]


class Locked(InMemory):
    """Its user does not give the password."""

    def set_password(self, service, username, password):
        raise RuntimeError(f"the collection is locked: {password}")


@pytest.fixture
def ring():
    before = keyring.get_keyring()

    def use(made):
        keyring.set_keyring(made)
        return made

    yield use
    keyring.set_keyring(before)


@pytest.fixture
def no_ring(ring):
    from keyring.backends import fail

    ring(fail.Keyring())


def file_of(settings):
    return settings.home / "accounts.json"


def test_a_key_goes_into_the_keyring_and_nowhere_else(settings, ring):
    kept = ring(InMemory())
    settings.add_account(FOX, "north-studio")
    assert kept.kept == {("foxsubmit", "ak-1"): SECRET}
    assert SECRET not in file_of(settings).read_text(encoding="utf-8")
    assert settings.credentials("ak-1").access_key == SECRET


@pytest.mark.windows_only("the store of credentials is of Windows")
def test_a_key_goes_into_the_credentials_of_windows_and_leaves_no_trace(settings, ring):
    from keyring.backends.Windows import WinVaultKeyring

    vault = ring(WinVaultKeyring())
    one, other = (f"{name}-{os.getpid()}" for name in ("north", "测试"))
    for account in (one, other):
        settings.add_account(dataclasses.replace(FOX, access_id=account, access_key=SECRET + account))
    try:
        assert vault.get_password(keys.SERVICE, one) == SECRET + one
        assert SECRET not in file_of(settings).read_text(encoding="utf-8")
        assert [settings.credentials(account).access_key for account in (one, other)] == [SECRET + one, SECRET + other]
        settings.accounts.forget(one)
        assert vault.get_password(keys.SERVICE, one) is None
        assert settings.credentials(other).access_key == SECRET + other
    finally:
        settings.accounts.forget(other)
    assert vault.get_password(keys.SERVICE, other) is None


def test_without_a_keyring_the_file_is_its_owners_alone(settings, no_ring):
    assert not keys.available()
    settings.add_account(FOX)
    assert settings.credentials("ak-1") == FOX
    if os.name == "posix":
        assert stat.S_IMODE(file_of(settings).stat().st_mode) == 0o600


def test_a_keyring_that_fails_is_no_keyring_and_its_words_are_not_logged(settings, ring, caplog):
    ring(Locked())
    with caplog.at_level("DEBUG"):
        settings.add_account(FOX)
    assert settings.credentials("ak-1").access_key == SECRET
    assert SECRET not in caplog.text


def test_a_key_that_is_gone_is_one_sentence(settings, ring):
    kept = ring(InMemory())
    settings.add_account(FOX)
    kept.kept.clear()
    with pytest.raises(BadInput, match="unlock it, or sign in again"):
        settings.credentials("ak-1")


def test_a_forgotten_account_is_nowhere(settings, ring):
    kept = ring(InMemory())
    settings.add_account(FOX)
    settings.accounts.forget("ak-1")
    assert kept.kept == {}
    assert settings.known_accounts() == ()
    assert settings.account() == LOCAL


def test_several_accounts_are_known_by_the_names_that_the_farm_has_for_them(settings, no_ring):
    settings.add_account(FOX, "north-studio")
    settings.add_account(Credentials("task.renderbus.com", "ak-2", "other"), "lantern")
    assert [(each.id, each.name, each.domain) for each in settings.known_accounts()] == [
        ("ak-1", "north-studio", "task.foxrenderfarm.com"), ("ak-2", "lantern", "task.renderbus.com")]
    settings.prefer(account="ak-2")
    assert settings.account() == "ak-2"


def test_a_file_that_was_written_before_there_were_keyrings_is_read(settings):
    file_of(settings).parent.mkdir(parents=True, exist_ok=True)
    file_of(settings).write_text(json.dumps({"ak-9": {
        "domain": "127.0.0.1:1", "access_id": "ak-9", "access_key": "k", "platform": "2", "protocol": "http"}}),
        encoding="utf-8")
    assert settings.credentials("ak-9") == Credentials("127.0.0.1:1", "ak-9", "k", "2", "http")


@pytest.mark.parametrize("text", ["{", "[]", '{"ak-1": 3}', '{"ak-1": {}}', "\0"])
def test_a_damaged_file_is_one_sentence_and_signing_in_lays_it_aside(settings, no_ring, text):
    file_of(settings).parent.mkdir(parents=True, exist_ok=True)
    file_of(settings).write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="cannot be read: sign in again"):
        settings.account()
    settings.add_account(FOX)
    assert settings.account() == "ak-1"
    assert file_of(settings).with_name("accounts.json.damaged").read_text(encoding="utf-8") == text


def test_the_variables_make_an_account_whose_key_is_not_kept(settings, monkeypatch):
    monkeypatch.setenv("RAYVISION_API_ACCESS_ID", "ak-env")
    monkeypatch.setenv("RAYVISION_API_KEY", SECRET)
    monkeypatch.setenv("RAYVISION_API_DOMAIN", "task.renderbus.com")
    settings.accounts.set_platform("ak-env", "9")
    found = settings.credentials(settings.account())
    assert (found.access_id, found.access_key, found.domain, found.platform) == (
        "ak-env", SECRET, "task.renderbus.com", "9")
    assert SECRET not in file_of(settings).read_text(encoding="utf-8")
    assert [(each.id, each.removable) for each in settings.known_accounts()] == [("ak-env", False)]


@pytest.mark.parametrize("spelling", ["http://127.0.0.1:4000", "127.0.0.1:4000"])
def test_the_variables_reach_a_farm_on_this_machine(settings, monkeypatch, spelling):
    for name, value in (("ACCESS_ID", "ak-env"), ("KEY", SECRET), ("DOMAIN", spelling)):
        monkeypatch.setenv(f"RAYVISION_API_{name}", value)
    found = settings.credentials("ak-env")
    assert (found.domain, found.protocol) == ("127.0.0.1:4000", "http")


def test_another_platform_is_remembered(settings, no_ring):
    settings.add_account(FOX)
    settings.accounts.set_platform("ak-1", "9")
    assert settings.credentials("ak-1").platform == "9"


def test_another_domain_is_remembered_with_its_protocol(settings, no_ring):
    settings.add_account(FOX)
    settings.accounts.set_domain("ak-1", " task.renderbus.com/ ")
    found = settings.credentials("ak-1")
    assert (found.domain, found.protocol, found.access_key) == ("task.renderbus.com", "https", FOX.access_key)
    settings.accounts.set_domain("ak-1", "127.0.0.1:8080")
    assert settings.credentials("ak-1").protocol == "http"


@pytest.mark.parametrize(("domain", "why"), [
    ("", "Type the domain"), ("a b", "is not a valid domain"), ("http://task.renderbus.com", "without encryption")])
def test_a_domain_that_cannot_be_is_not_remembered(settings, no_ring, domain, why):
    settings.add_account(FOX)
    with pytest.raises(BadInput, match=why):
        settings.accounts.set_domain("ak-1", domain)
    assert settings.credentials("ak-1").domain == FOX.domain


def test_the_domain_of_the_variables_is_theirs(settings, monkeypatch):
    monkeypatch.setenv("RAYVISION_API_ACCESS_ID", "ak-env")
    with pytest.raises(BadInput, match="RAYVISION_API_DOMAIN"):
        settings.accounts.set_domain("ak-env", "task.renderbus.com")


def test_the_proxy_of_the_settings_is_used(settings, no_ring):
    settings.add_account(FOX)
    settings.prefer(proxy="http://proxy.studio:8080")
    assert settings.credentials("ak-1").proxy == "http://proxy.studio:8080"


def test_no_text_of_credentials_has_the_key():
    assert SECRET not in repr(FOX) and SECRET not in str(FOX)


@pytest.mark.parametrize(("typed", "expected"), [
    (" task.foxrenderfarm.com/ ", ("task.foxrenderfarm.com", "https")),
    ("https://task.renderbus.com", ("task.renderbus.com", "https")),
    ("127.0.0.1:4000", ("127.0.0.1:4000", "http")),
    ("http://localhost:4000", ("localhost:4000", "http")),
    ("[::1]:4000", ("[::1]:4000", "http")),
    ("HTTPS://Task.Renderbus.com:443/", ("task.renderbus.com", "https")),
])
def test_a_farm_on_this_machine_speaks_plain_http_and_no_other(typed, expected):
    assert read_domain(typed) == expected


@pytest.mark.parametrize("typed", ["http://task.foxrenderfarm.com", "http://127.0.0.1.evil.com:80"])
def test_keys_do_not_travel_in_the_clear(typed):
    with pytest.raises(BadInput, match="without encryption"):
        read_domain(typed)
