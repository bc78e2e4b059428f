"""Notices arrive by mail and in every chat, once, also where the receiver was away; no secret is ever said."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import ssl
import time
from email import message_from_string, policy
from urllib.parse import parse_qs, urlsplit

import pytest
from tests import systems
from tests.conftest import make_project
from tests.core.api.wire.test_borders import certificate
from tests.core.transfer.agents import agent, submit, transfer, wait_for
from tests.core.transfer.telling.receivers import Chat, MailServer, running

from foxsubmit.core.settings.sinks import CHATS, PASSWORD, SIGNING, WEBHOOK, SinkSettings
from foxsubmit.core.transfer.telling import teller
from foxsubmit.core.transfer.telling.formats import payload
from foxsubmit.core.transfer.telling.table import MAIL, SENDING, UNSURE
from foxsubmit.core.transfer.telling.table import WEBHOOK as CHAT
from foxsubmit.core.transfer.telling.teller import MOST_LINES, Teller

OK = {"slack": (200, "ok"), "teams": (202, ""), "discord": (204, ""), "dingtalk": (200, '{"errcode":0,"errmsg":"ok"}'),
      "wecom": (200, '{"errcode":0,"errmsg":"ok"}')}


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    for name, value in (("LOOK", 0.0), ("GATHER", 0.0), ("SPACING", 0.0), ("WAITS", (0.05,))):
        monkeypatch.setattr(teller, name, value)


@pytest.fixture
def kept(settings):
    return SinkSettings(settings.home)


@pytest.fixture
def chat(kept):
    """A chat that is set, of a kind."""
    def begin(kind, usual=None):
        found = Chat(usual or OK[kind])
        kept.change(chat=kind)
        kept.keep(WEBHOOK, found.address)
        return running(found)

    return begin


@pytest.fixture
def post(kept):
    """A mail server that is set."""
    server = MailServer()
    kept.change(mail_server=server.address, mail_user="lea", mail_to="lea@studio.com, ben@studio.com")
    kept.keep(PASSWORD, "pa55word")
    with running(server):
        yield server


def tell(journal, notice, text="“shot” is done.", task=7):
    journal.telling().tell(notice, text, account="local", task_id=task)


def looks(settings, journal, number=1):
    own = Teller(settings, lambda account, farm="": settings.credentials(account, farm).api())
    for _look in range(number):
        own.look(journal)
        time.sleep(0.06)


def text_of(kind, body):
    if kind == "slack":
        return body["text"]
    if kind == "discord":
        assert body["allowed_mentions"] == {"parse": []}
        return body["content"]
    if kind == "teams":
        (attachment,) = body["attachments"]
        assert (body["type"], attachment["contentType"]) == ("message", "application/vnd.microsoft.card.adaptive")
        assert attachment["content"]["type"] == "AdaptiveCard"
        return "\n".join(each["text"] for each in attachment["content"]["body"])
    assert body["msgtype"] == "text"
    return body["text"]["content"]


@pytest.mark.parametrize("kind", CHATS)
def test_a_notice_arrives_in_every_chat_in_its_format_and_once(settings, journal, chat, kind):
    tell(journal, "a")
    with chat(kind) as receiver:
        looks(settings, journal, 3)
    ((_path, body),) = receiver.posts
    assert text_of(kind, body) == "Fox Renderfarm\n“shot” is done."
    assert journal.telling().deliveries(CHAT)["a"][0] == "sent"
    assert journal.telling().deliveries(MAIL)["a"][0] == "off"


def test_a_notice_arrives_by_mail_to_all_and_once(settings, journal, post):
    tell(journal, "a")
    looks(settings, journal, 3)
    (text,) = post.messages
    mail = message_from_string(text, policy=policy.default)
    assert (mail["Subject"], mail["To"]) == ("Fox Renderfarm: “shot” is done.", "lea@studio.com, ben@studio.com")
    assert mail.get_content().split() == ["Fox", "Renderfarm", "“shot”", "is", "done."]
    assert post.logins == ["AUTH PLAIN " + base64.b64encode(b"\0lea\0pa55word").decode()]


@pytest.mark.parametrize("trusted", [True, False])
def test_a_mail_server_that_offers_tls_gets_neither_name_nor_text_without_it(
        tmp_path, settings, journal, kept, trusted):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    path = certificate(tmp_path)
    context.load_cert_chain(path)
    server = MailServer(context)
    kept.change(mail_server=server.address, mail_user="lea", mail_to="lea@studio.com")
    kept.keep(PASSWORD, "pa55word")
    if trusted:
        settings.prefer(ca_bundle=str(path))
    tell(journal, "a")
    with running(server):
        looks(settings, journal)
    assert (len(server.messages), len(server.logins)) == ((1, 1) if trusted else (0, 0))
    assert journal.telling().deliveries(MAIL)["a"][0] == ("sent" if trusted else "due")


@pytest.mark.parametrize("kind", CHATS)
def test_a_chat_that_refuses_is_tried_again_until_it_takes_it(settings, journal, chat, kind):
    tell(journal, "a")
    refusals = [(500, "oops"), (429, "slow down")]
    if kind in ("dingtalk", "wecom"):
        refusals.append((200, '{"errcode":310000,"errmsg":"sign not match"}'))
    with chat(kind) as receiver:
        receiver.answers = list(refusals)
        looks(settings, journal, len(refusals) + 2)
    accepted = [body for _path, body in receiver.posts]
    assert len(accepted) == (2 if kind in ("dingtalk", "wecom") else 1), "what was refused with 200 was received, too"
    assert journal.telling().deliveries(CHAT)["a"][:2] == ("sent", len(refusals))


def test_a_receiver_that_is_away_gets_it_when_it_is_back_from_whatever_agent(settings, journal, kept):
    receiver = Chat()
    kept.change(chat="slack")
    kept.keep(WEBHOOK, receiver.address)
    receiver._server.socket.close()
    tell(journal, "a")
    looks(settings, journal, 2)
    state, tries, message = journal.telling().deliveries(CHAT)["a"]
    assert (state, tries) == ("due", 2)
    assert message == "Slack cannot be reached: ConnectionRefusedError."
    back = Chat()
    kept.keep(WEBHOOK, back.address)
    with running(back):
        looks(settings, journal, 2)
    assert len(back.posts) == 1


@pytest.mark.parametrize("answers", [[None]])
def test_what_left_and_got_no_answer_is_not_sent_again(settings, journal, chat, answers):
    tell(journal, "a")
    with chat("slack") as receiver:
        receiver.answers = answers
        looks(settings, journal, 4)
    assert receiver.posts == []
    state, _tries, message = journal.telling().deliveries(CHAT)["a"]
    assert state == UNSURE
    assert "whether the message arrived is not known" in message


@pytest.mark.parametrize(("command", "state"), [("MAIL", "due"), ("RCPT", "due"), ("DATA", "due"), ("END", "unsure")])
def test_a_mail_is_only_unsure_once_the_message_itself_has_left(settings, journal, post, command, state):
    tell(journal, "a")
    post.cut = {command}
    looks(settings, journal)
    assert post.messages == []
    found = journal.telling().deliveries(MAIL)["a"][0]
    assert found == ("unsure" if command == "DATA" else state)


@pytest.mark.parametrize(("command", "answer"), [
    ("AUTH", "535 no"), ("MAIL", "550 no"), ("RCPT", "550 no"), ("DATA", "451 later"), ("END", "452 full")])
def test_a_mail_that_is_refused_is_tried_again(settings, journal, post, command, answer):
    tell(journal, "a")
    post.answers = {command: answer}
    looks(settings, journal, 2)
    assert journal.telling().deliveries(MAIL)["a"][:2] == ("due", 2)
    post.answers = {}
    looks(settings, journal, 2)
    assert len(post.messages) == 1


def test_what_an_agent_left_behind_in_the_middle_is_not_told_twice(settings, journal, chat):
    tell(journal, "a")
    journal.telling().move(CHAT, ["a"], SENDING)
    with chat("slack") as receiver:
        looks(settings, journal, 3)
    assert receiver.posts == []
    assert journal.telling().deliveries(CHAT)["a"][0] == UNSURE


@pytest.mark.parametrize("error", [ValueError("a port"), OSError("s3cr3t")])
def test_an_error_of_a_library_ends_no_agent_and_is_not_sent_again(settings, journal, chat, monkeypatch, error):
    def broken(*_arguments):
        raise error

    with chat("slack") as found:
        monkeypatch.setattr(teller.webhook, "post", broken)
        tell(journal, "a")
        looks(settings, journal, 2)
        monkeypatch.undo()
        looks(settings, journal, 2)
        assert found.posts == []
    state, _tries, said = journal.telling().deliveries(CHAT)["a"]
    assert state == UNSURE
    assert said == (f"Whether the message arrived is not known, and it is not sent again ({type(error).__name__}).")


def test_a_hundred_ends_are_one_message_that_counts_what_it_does_not_name(settings, journal, chat):
    for number in range(100):
        tell(journal, str(number), f"Task {number} is done.", number)
    with chat("slack") as receiver:
        looks(settings, journal, 3)
    ((_path, body),) = receiver.posts
    lines = body["text"].split("\n")
    assert len(lines) == MOST_LINES + 2
    assert lines[-1] == f"And {100 - MOST_LINES} more: the panel shows them."


def test_dingtalk_gets_the_signature_that_its_robot_wants(settings, journal, kept, chat):
    kept.keep(SIGNING, "SECkey")
    tell(journal, "a")
    with chat("dingtalk") as receiver:
        looks(settings, journal)
    query = parse_qs(urlsplit(receiver.posts[0][0]).query)
    moment = query["timestamp"][0]
    digest = hmac.new(b"SECkey", f"{moment}\nSECkey".encode(), hashlib.sha256).digest()
    assert query["sign"] == [base64.b64encode(digest).decode()]
    assert query["access_token"] == ["s3cr3t"]
    assert abs(int(moment) / 1000 - time.time()) < 3600


@pytest.mark.parametrize(("kind", "most"), [("slack", 4000), ("discord", 2000), ("dingtalk", 4000)])
def test_a_long_text_is_cut_where_the_chat_would_refuse_it(kind, most):
    assert len(text_of(kind, payload(kind, "长" * 9000))) == most


def test_wecom_counts_bytes():
    assert 2040 < len(text_of("wecom", payload("wecom", "长" * 9000)).encode()) <= 2048


def test_foreign_text_is_no_markup():
    assert payload("slack", "<!channel> & “a”")["text"] == "&lt;!channel&gt; &amp; “a”"
    assert text_of("teams", payload("teams", "[a](http://b) *c*")) == "\\[a\\](http://b) \\*c\\*"


def test_a_text_is_cut_before_it_is_escaped_so_that_no_half_of_an_escape_is_shown():
    text = payload("slack", "&" * 9000)["text"]
    assert text == "&amp;" * 3999 + "…"


def test_nobody_is_called_in_wecom_by_a_name_with_a_mention():
    assert text_of("wecom", payload("wecom", "“<@all>.blend” is done.")) == "“< @all>.blend” is done."


def test_a_card_for_teams_is_never_larger_than_teams_takes():
    line = "[" * 199 + "\N{PERFORMING ARTS}"
    body = json.dumps(payload("teams", "\n".join([line] * 40)), ensure_ascii=False).encode()
    assert len(body) <= 28 * 1024


def test_no_secret_is_in_a_log_or_a_sentence(settings, journal, kept, chat, post, caplog):
    kept.keep(SIGNING, "s3cr3t-sign")
    tell(journal, "a")
    with caplog.at_level(logging.DEBUG), chat("dingtalk") as receiver:
        receiver.answers = [(500, f"no {receiver.address} s3cr3t-sign s3cr3t-part"), None]
        post.answers = {"AUTH": "535 pa55word is wrong"}
        looks(settings, journal, 3)
    said = caplog.text + repr(journal.telling().deliveries(CHAT)) + repr(journal.telling().deliveries(MAIL)) + repr(
        kept.read())
    assert "HTTP 500" in said
    assert not [secret for secret in ("s3cr3t-sign", "access_token=s3cr3t", "pa55word") if secret in said]


def test_without_a_keyring_the_secrets_are_in_a_private_file(settings, kept):
    assert not kept.keep(WEBHOOK, "https://hooks.slack.com/services/T0/B0/x")
    kept.change(chat="slack")
    assert "hooks.slack.com" not in (settings.home / "notices.json").read_text()
    if not systems.WINDOWS:  # modes are of POSIX
        assert (settings.home / "notices-secrets.json").stat().st_mode & 0o077 == 0
    kept.keep(WEBHOOK, "")
    assert kept.secret(WEBHOOK) == ""


def test_the_agent_tells_of_a_task_that_ended_while_the_host_is_closed(
        tmp_path, settings, api, journal, chat):
    submission = submit(make_project(tmp_path / "p", {}), api, journal)
    with chat("slack") as receiver, agent(settings, idle=1.0) as process:
        wait_for(lambda: receiver.posts)
        process.wait(60)
    task = transfer(journal, submission).task_id
    assert [body["text"] for _path, body in receiver.posts] == [
        f"Fox Renderfarm\n“shot.blend” (task {task}) is done."]
    (notice,) = journal.telling().history()
    assert (notice.task_id, notice.tone, notice.kind) == (task, "ok", "ended")
