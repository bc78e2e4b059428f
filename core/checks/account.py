"""Checks of the account: what it may do, and what it can pay."""

from __future__ import annotations

from collections.abc import Iterator

from ..common.i18n import _
from ..model import finding_codes as codes
from ..model.finding import ADD_PROJECT, Finding, Fix, Severity
from .submission import Submission, check


@check
def arrears(it: Submission) -> Iterator[Finding]:
    """The farm renders nothing for an account that owes."""
    if it.facts is not None and it.facts.account.arrears:
        yield Finding(codes.ARREARS, Severity.ERROR, _(
            "The account owes {amount:,.2f} {currency}: the farm renders nothing until it is paid.").format(
                amount=-it.facts.account.funds, currency=it.facts.account.currency))


@check
def no_download(it: Submission) -> Iterator[Finding]:
    """Results stay on the farm when the owner of the account wants it so."""
    if it.facts is not None and it.facts.account.download_disabled and it.choices.download:
        yield Finding(codes.NO_DOWNLOAD, Severity.WARNING, _(
            "This account may not download: the frames stay on the farm. Ask the owner of the account."),
            fix=Fix(_("Do not download"), {"download": False}))


@check
def low_balance(it: Submission) -> Iterator[Finding]:
    """A task stops in the middle when the money ends."""
    account = it.facts.account if it.facts is not None else None
    if account is None or account.hidden or account.arrears:
        return
    left = account.funds
    if 0 < it.choices.least_balance > left:
        yield Finding(codes.LOW_BALANCE, Severity.WARNING, _(
            "The account has {left:,.2f} {currency}, less than {least:,.2f}: the task stops when that is used "
            "up.").format(left=left, currency=account.currency, least=it.choices.least_balance))


@check
def no_project(it: Submission) -> Iterator[Finding]:
    """A task of a project that the farm does not have would be booked on none."""
    name = it.choices.project
    if not name or it.facts is None or name in dict(it.facts.projects):
        return
    if "projects" in it.facts.withheld:
        yield Finding(codes.NO_PROJECT, Severity.ERROR, _(
            "This account may not list its projects, so the task would be booked on none instead of “{name}”: ask the "
            "owner of the account to allow it.").format(name=name), fix=Fix(_("No project"), {"project": ""}))
    else:
        yield Finding(codes.NO_PROJECT, Severity.ERROR, _(
            "The farm has no project “{name}”: create it, or choose another one.").format(name=name),
            fix=Fix(_("Create the project"), action=ADD_PROJECT))
