"""``foxsubmit notices``: what was told, and where it is told beside the panel."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import sys
import time

from rich.table import Table

from ..core.common.errors import BadInput, FoxError
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _, aside, labelled, listed
from ..core.settings.settings import Settings
from ..core.settings.sinks import CHATS, PASSWORD, SIGNING, WEBHOOK, SinkSettings
from ..core.transfer.journal.journal import Journal
from ..core.transfer.start import ensure_agent
from ..core.transfer.telling.table import MAIL, SINKS
from ..core.transfer.telling.teller import send
from .common.arguments import as_json, home_and_account
from .common.output import write_answer
from .common.shapes import usual
from .common.terminal import Terminal, cell, say

LIST, TEST, MAIL_BY, CHAT_BY, EVERYBODY = "list", "test", "mail", "chat", "everybody"

SHAPE = usual({"notices": ("the newest first", [{
    "id": "its id", "created": "seconds since 1970", "account": "whose", "farm": "the id of the farm of this machine",
    "task_id": "the task's number, or null", "budget": "the id of the budget, or empty", "kind": "what it is about",
    "tone": "ok, warn or error", "text": "the sentence", "leads_to": "what can be done",
    "gone": "when it was settled or read, 0 while it holds",
    "sent": ("by each way that is set: due, sending, sent, unsure, off, replaced or given up", {
        "mail?": "by mail", "webhook?": "in the chat"})}])},
    {"test": {"tests": ("each way that is set", [{
        "way": "mail or webhook", "sent": "whether it went", "message": "why not, else empty"}])},
     "mail, chat and everybody": {"message": "what holds from now on, a sentence"}})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take what is asked for, and where notices go."""
    home_and_account(parser)
    parser.add_argument("action", nargs="?", choices=(LIST, TEST, MAIL_BY, CHAT_BY, EVERYBODY), default=LIST, help=_(
        "list what was told (default), set where it is told by mail or in a chat, test both, or tell of every task of "
        "the account, whoever submits it"))
    parser.add_argument("--server", metavar="HOST:PORT", help=_("the mail server, by TLS: smtp.studio.com:587"))
    parser.add_argument("--user", metavar="NAME", help=_("who signs in to it; the password is asked for"))
    parser.add_argument("--from", dest="sender", metavar="ADDRESS", help=_("whom mails come from"))
    parser.add_argument("--to", metavar="ADDRESS,…", help=_("whom mails go to"))
    parser.add_argument("--kind", choices=tuple(CHATS), help=_("which chat; the address of its webhook is asked for"))
    parser.add_argument("--off", action="store_true", help=_("tell nothing there any more, and forget its secret"))
    as_json(parser)


def run(options: argparse.Namespace) -> int:
    """List what was told, or set or test where it is told."""
    settings = Settings(options.home)
    kept = SinkSettings(settings.home)
    if options.action == TEST:
        return _test(settings, kept, options)
    if options.action == LIST:
        _list(settings, options)
        return ExitCode.DONE
    said = (_set_mail(kept, options) if options.action == MAIL_BY else
            _set_chat(kept, options) if options.action == CHAT_BY else _set_everybody(settings, kept, options))
    if options.json:
        SHAPE.write(message=said)
    else:
        write_answer(said)
    return ExitCode.DONE


def _set_mail(kept: SinkSettings, options: argparse.Namespace) -> str:
    if options.off:
        kept.change(mail_server="", mail_to="")
        kept.keep(PASSWORD, "")
        return _("Notices are not sent by mail any more.")
    typed = {"mail_server": options.server, "mail_user": options.user, "mail_from": options.sender,
             "mail_to": options.to}
    sinks = kept.change(**{name: value for name, value in typed.items() if value is not None})
    if options.user:
        _keep(kept, PASSWORD, _("Password: "))
    return (_("Notices go by mail to {address}.").format(address=sinks.mail_to) if sinks.mails
            else _("Notices are not sent by mail yet: name --server and --to."))


def _set_chat(kept: SinkSettings, options: argparse.Namespace) -> str:
    if options.off:
        kept.change(chat="")
        for name in (WEBHOOK, SIGNING):
            kept.keep(name, "")
        return _("Notices are not sent to a chat any more.")
    if not options.kind:
        raise BadInput(_("Name the chat with --kind: {known}.").format(known=listed(CHATS)))
    _keep(kept, WEBHOOK, _("Address of the webhook: "))
    if options.kind == "dingtalk":
        _keep(kept, SIGNING, _("Key that signs messages, empty for none: "))
    kept.change(chat=options.kind)
    return _("Notices go to {chat}.").format(chat=CHATS[options.kind])


def _set_everybody(settings: Settings, kept: SinkSettings, options: argparse.Namespace) -> str:
    """Have the agent tell of every task of the account; one machine does so for all."""
    account = options.account or settings.account()
    kept.change(everybody="" if options.off else account)
    if options.off:
        return _("Notices tell of the tasks of this machine only.")
    ensure_agent(settings)
    return _("From now on notices tell of every task of {account}, whoever submits it. Have one machine do so: "
             "what two tell, they tell twice.").format(account=account)


def _keep(kept: SinkSettings, name: str, asks: str) -> None:
    """Ask for a secret: as an argument it would be seen by every user of this machine."""
    value = getpass.getpass(asks) if sys.stdin.isatty() else sys.stdin.readline()
    if not kept.keep(name, value) and value.strip():
        say(_("The system has no keyring that works: it is kept in a file that other users cannot read."))


def _test(settings: Settings, kept: SinkSettings, options: argparse.Namespace) -> int:
    """Send a message by each way that is set, and say how it went."""
    sinks, outcomes = kept.read(), {}
    for sink in SINKS:
        if not (sinks.mails if sink == MAIL else sinks.chat):
            continue
        try:
            send(settings, kept, sinks, sink, _("Fox Renderfarm: a test"), _(
                "Fox Renderfarm: this is a test, notices of tasks and budgets will come here."))
            outcomes[sink] = ""
        except FoxError as error:
            outcomes[sink] = str(error)
    if not outcomes:
        raise BadInput(_("Notices are told nowhere beside the panel: set it with “foxsubmit notices mail” or "
                         "“foxsubmit notices chat”."))
    if options.json:
        SHAPE.write(tests=[{"way": sink, "sent": not wrong, "message": wrong} for sink, wrong in outcomes.items()])
    else:
        for sink, wrong in outcomes.items():
            write_answer(wrong or (_("The test was sent by mail.") if sink == MAIL
                                   else _("The test was sent to {chat}.").format(chat=CHATS[sinks.chat])))
    return ExitCode.FAILED if any(outcomes.values()) else ExitCode.DONE


def _list(settings: Settings, options: argparse.Namespace) -> None:
    with contextlib.closing(Journal(settings.journal)) as journal:
        telling = journal.telling()
        found, sent = telling.history(), {sink: telling.deliveries(sink) for sink in SINKS}
    if options.json:
        SHAPE.write(notices=[{**each._asdict(), "sent": {sink: sent[sink][each.id][0] for sink in SINKS
                                                         if each.id in sent[sink]}} for each in found])
        return
    if not found:
        write_answer(_("No notices yet."))
        return
    table = Table(box=None)
    for title in (_("When"), _("Still true"), _("Notice"), _("Told")):
        table.add_column(title)
    for each in found:
        told = [labelled(sink, aside(state, message)) for sink in SINKS
                for state, _tries, message in [sent[sink].get(each.id, ("off", 0, ""))] if state != "off"]
        table.add_row(*map(cell, (time.strftime("%Y-%m-%d %H:%M", time.localtime(each.created)),
                                  _("no") if each.gone else _("yes"), each.text, listed(told))))
    Terminal().print(table)
