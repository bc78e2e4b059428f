"""Where notices are told is set with words that can be, and secrets are never repeated."""

from __future__ import annotations

import pytest

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.settings import keys
from foxsubmit.core.settings.sinks import SECRETS, WEBHOOK, Sinks, SinkSettings


@pytest.fixture
def kept(settings):
    return SinkSettings(settings.home)


def test_nothing_is_told_anywhere_until_it_is_set(kept):
    assert kept.read() == Sinks()
    assert not kept.read().mails
    assert [kept.secret(name) for name in SECRETS] == ["", "", ""]


def test_what_is_set_is_read_again(kept):
    kept.change(mail_server="smtp.studio.com", mail_to="lea@studio.com , ben@studio.com")
    sinks = kept.change(chat="wecom")
    assert sinks == kept.read()
    assert (sinks.host, sinks.receivers, sinks.mails) == (
        ("smtp.studio.com", 587), ["lea@studio.com", "ben@studio.com"], True)
    assert Sinks(mail_server="mail:465").host == ("mail", 465)


@pytest.mark.parametrize(("name", "value", "said"), [
    ("mail_server", "http://x", "is not a mail server"), ("mail_to", "lea", "“lea” is not an address"),
    ("mail_to", "a@b.c, Lea <l@b.c>", "is not an address"), ("mail_from", "a@b.c,d@e.f", "is not an address"),
    ("mail_to", "müller@studio.com", "“müller@studio.com” is not an address"),
    ("chat", "irc", "There is no chat “irc”")])
def test_what_cannot_be_is_refused(kept, name, value, said):
    with pytest.raises(BadInput, match=said):
        kept.change(**{name: value})
    assert kept.read() == Sinks()


@pytest.mark.parametrize("address", [
    "http://hooks.slack.com/s3cr3t", "hooks.slack.com/s3cr3t", "https://", "https://a b/s3cr3t", "https://x:99999/s3cr3t",
    "https://hooks.slack.com/s3cr3t/ü"])
def test_an_address_that_is_none_is_refused_and_not_repeated(kept, address):
    with pytest.raises(BadInput) as refused:
        kept.keep(WEBHOOK, address)
    assert "s3cr3t" not in str(refused.value)
    assert kept.secret(WEBHOOK) == ""


def test_a_keyring_that_works_has_the_secret_and_no_file_does(settings, kept, monkeypatch):
    ring = {}
    monkeypatch.setattr(keys, "keep", lambda name, value: ring.update({name: value}) or True)
    monkeypatch.setattr(keys, "recall", lambda name: ring.get(name, ""))
    assert kept.keep(WEBHOOK, "https://hooks.slack.com/s3cr3t")
    assert kept.secret(WEBHOOK) == "https://hooks.slack.com/s3cr3t"
    assert not [path for path in settings.home.rglob("*") if path.is_file() and b"s3cr3t" in path.read_bytes()]


def test_a_damaged_file_sets_nothing(settings, kept):
    (settings.home / "notices.json").write_text("[")
    assert kept.read() == Sinks()
