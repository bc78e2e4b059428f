"""Does the account's farm answer?"""

from __future__ import annotations

from collections.abc import Iterator

from ..core.common.check_result import BAD, GOOD, NOTE, CheckResult
from ..core.common.errors import FoxError
from ..core.common.i18n import _
from ..core.settings.local_farm import read_address
from ..core.settings.local_farms import is_local
from .subject import Installation

CONNECT = 10.0  # seconds at most until something listens


def farm(asked: Installation) -> Iterator[CheckResult]:
    """Ask the farm who the account is. Nobody signed in and no farm was started: then nothing is wrong yet."""
    what, settings = _("farm"), asked.settings
    try:
        account = asked.account or settings.account()
        if asked.account is None and is_local(account) and read_address(settings.farm_folder) is None:
            yield CheckResult(NOTE, what, _("there is no account, and no farm runs on this machine"),
                              _("Sign in with “foxsubmit panel”, or start a farm with “foxsubmit farm”."))
            return
        credentials = settings.credentials(account)
        with credentials.api(timeout=(min(CONNECT, asked.seconds), asked.seconds), deadline=asked.seconds) as api:
            name = api.user.query_user_profile().get("userName")
    except FoxError as error:
        yield CheckResult(BAD, what, str(error), _advice(asked))
        return
    yield CheckResult(GOOD, what, _("{domain} answers and knows {name}").format(
        domain=credentials.domain, name=name or "–"))


def _advice(asked: Installation) -> str:
    if asked.local:
        return _("Start one with “foxsubmit farm”, or choose another account with --account.")
    return _("Look at domain, proxy and certificates under Settings of “foxsubmit panel”.")
