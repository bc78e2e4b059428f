"""Send a message by mail, over TLS. No sentence and no log holds the password."""

from __future__ import annotations

import email.message
import email.utils
import smtplib
from collections.abc import Sequence
from typing import Any

from ...common.i18n import _
from ...settings.sinks import LOOPBACK, Sinks
from .sending import CONNECT, NotSent, Unsure, without
from .webhook import trusted

TLS_FROM_THE_START = 465


def send(sinks: Sinks, password: str, subject: str, text: str, ca_bundle: str = "") -> None:
    """Send a text.

    Raises:
        NotSent: it did not arrive for certain.
        Unsure: it left, and no answer came.
    """
    message = email.message.EmailMessage()
    sender = sinks.mail_from or (sinks.mail_user if "@" in sinks.mail_user else sinks.receivers[0])
    message["Subject"], message["From"], message["To"] = subject, sender, ", ".join(sinks.receivers)
    message["Date"], message["Message-ID"] = email.utils.formatdate(), email.utils.make_msgid(domain="foxsubmit")
    message.set_content(text, cte="quoted-printable")
    server = _open(sinks, password, ca_bundle)
    try:
        _hand_over(server, sender, sinks.receivers, message.as_bytes(policy=message.policy.clone(linesep="\r\n")),
                   password)
    finally:
        try:
            server.quit()
        except (OSError, smtplib.SMTPException):
            server.close()


def _open(sinks: Sinks, password: str, ca_bundle: str) -> Any:
    """Return a server that is signed in to.

    Raises:
        NotSent: it is not there, does not encrypt, or does not take the password.
    """
    host, port = sinks.host
    server: Any = None
    try:
        if port == TLS_FROM_THE_START:
            server = smtplib.SMTP_SSL(host, port, timeout=CONNECT, context=trusted(ca_bundle))
        else:
            server = smtplib.SMTP(host, port, timeout=CONNECT)
            _encrypt(server, host, ca_bundle)
        if sinks.mail_user and password:
            server.login(sinks.mail_user, password)
    except BaseException as error:
        if server is not None:
            server.close()
        raise _unusable(error, host, password) from None
    return server


def _encrypt(server: Any, host: str, ca_bundle: str) -> None:
    """Begin TLS; only a server of this machine may go without.

    Raises:
        NotSent: the server does not offer it.
    """
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=trusted(ca_bundle))
        server.ehlo()
    elif host not in LOOPBACK:
        raise NotSent(_("The mail server {host} does not encrypt: name one that does.").format(host=host))


def _unusable(error: BaseException, host: str, password: str) -> BaseException:
    """Return the sentence for a server that could not be signed in to."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return NotSent(_("The mail server {host} does not take the name and the password (code {code}).").format(
            host=host, code=error.smtp_code))
    if isinstance(error, (OSError, smtplib.SMTPException, ValueError)):
        return NotSent(_("The mail server {host} cannot be used: {reason}.").format(
            host=host, reason=without(str(error) or type(error).__name__, (password,))))
    return error


def _hand_over(server: Any, sender: str, receivers: Sequence[str], message: bytes, password: str) -> None:
    """Send it; only what fails once the message itself has left may have arrived."""
    try:
        for code, answer in (server.mail(sender), *map(server.rcpt, receivers)):
            if not 200 <= code < 300:
                raise smtplib.SMTPResponseException(code, answer)
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(_said(error, password)) from None
    try:
        code, answer = server.data(message)
    except smtplib.SMTPDataError as error:  # refused before the message was begun
        raise NotSent(_said(error, password)) from None
    except (OSError, smtplib.SMTPException):
        raise Unsure(_("The mail server gave no answer: whether the message arrived is not known, and it is not sent "
                       "again.")) from None
    if not 200 <= code < 300:
        raise NotSent(_said(smtplib.SMTPResponseException(code, answer), password))


def _said(error: Exception, password: str) -> str:
    """Return the sentence for what the server says."""
    said = error.smtp_error if isinstance(error, smtplib.SMTPResponseException) else str(error)
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return _("The mail server refuses the message: {reason}.").format(
        reason=without(text, (password,)) or type(error).__name__)
