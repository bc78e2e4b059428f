"""Read the farm's offer to this account from its answers into plain data."""

from __future__ import annotations

import contextlib
import dataclasses
import re
from typing import Callable, TypeVar

from ..api import FoxAPI
from ..api.software import software_id
from ..api.types import HardwareConfig, Project, UserProfile
from ..common.errors import BadAnswer, Refused
from ..common.i18n import _
from ..model.finding_codes import VENDOR_CODES
from ..model.tips import UNKNOWN, FarmText, read_texts
from ..model.traits import HostTraits
from ..model.versions import plain
from .software import Offer, read_offer
from .values import Account, Environment, Hardware

CHINA, GPU, ENABLED, ENGLISH = 1, 2, 1, 1
NOT_ALLOWED = 605
OWN_AND_MAIN = 1
"""``flag`` of the list of projects."""

Read = TypeVar("Read")


@dataclasses.dataclass(frozen=True)
class Facts:
    """An account, and what it can render a host's scenes with."""

    account: Account
    user_id: str
    environments: tuple[Environment, ...]
    hardware: tuple[Hardware, ...]
    projects: tuple[tuple[str, str], ...]
    """(name, id)."""
    offer: Offer | None = None
    """The software that an environment could be made of."""
    texts: tuple[FarmText, ...] = ()
    """The farm's texts about the codes of our checks."""
    platforms: tuple[tuple[str, str], ...] = ()
    """(number, name)."""
    withheld: frozenset[str] = frozenset()
    """What the owner of the account does not let this user list, by the name it has here: it is empty here, and
    whether there is any is not known."""


def read_facts(api: FoxAPI, traits: HostTraits) -> Facts:
    """Ask the farm. Blocks for a few calls: not on a host's main thread."""
    profile = api.user.query_user_profile()
    withheld: set[str] = set()

    # What the owner of the account has not allowed this user is empty for it; the rest is there.
    def allowed(name: str, read: Callable[[], Read], otherwise: Read) -> Read:
        try:
            return read()
        except Refused as error:
            if error.code != NOT_ALLOWED:
                raise
            withheld.add(name)
            return otherwise

    return Facts(
        account=_account(profile),
        user_id=str(profile.get("userId") or ""),
        environments=allowed("environments", lambda: read_environments(api, traits), ()),
        hardware=_hardware(api, traits.software),
        projects=allowed("projects", lambda: read_projects(api), ()),
        offer=allowed("offer", lambda: read_offer(api.query.supported_plugin(name=traits.software)), None),
        texts=_texts(api, traits),
        platforms=read_platforms(api),
        withheld=frozenset(withheld),
    )


def read_projects(api: FoxAPI) -> tuple[tuple[str, str], ...]:
    """(name, id) of the projects that a task can be booked on: the account's own, then those of its main account."""
    found: list[Project] = api.tag.get_list(flag=OWN_AND_MAIN)["projectNameList"]
    return tuple((each["projectName"], str(each["projectId"])) for each in found)


def read_platforms(api: FoxAPI) -> tuple[tuple[str, str], ...]:
    """(number, name) of the render zones that the domain has; none where the account may not list them."""
    with contextlib.suppress(Refused, BadAnswer):
        return tuple((str(each.get("platform", "")), str(each.get("name") or "").replace("query_platform_", ""))
                     for each in api.query.platforms())
    return ()


def _texts(api: FoxAPI, traits: HostTraits) -> tuple[FarmText, ...]:
    # Our own texts stand where the farm has none, or does not say.
    with contextlib.suppress(Refused, BadAnswer):
        codes = (*VENDOR_CODES, *filter(None, [traits.missing_code]), UNKNOWN)
        return read_texts(api.query.error_detail(codes=codes, language=ENGLISH))
    return ()


def read_account(api: FoxAPI) -> Account:
    """The account as it is now: rendering costs money."""
    return _account(api.user.query_user_profile())


def _account(profile: UserProfile) -> Account:
    chinese = profile.get("zone") == CHINA
    balance = profile.get("rmbbalance") if chinese else profile.get("usdbalance")
    hidden = bool(profile.get("hideBalance")) or balance is None
    return Account(
        name=str(profile.get("userName") or ""),
        balance=0.0 if hidden else float(balance or 0),
        coupon=0.0 if hidden else float(profile.get("coupon") or 0),
        currency="CNY" if chinese else "USD",
        credit=0.0 if hidden else float(profile.get("credit") or 0),
        hidden=hidden,
        download_disabled=bool(profile.get("downloadDisable")),
    )


def read_environments(api: FoxAPI, traits: HostTraits) -> tuple[Environment, ...]:
    """Return the user's render environments for one host, default first."""
    found = [
        Environment(
            name=each["editName"],
            software=each["cgName"],
            version=each["cgVersion"],
            plugins=tuple((plugin["pluginName"], plain(plugin["pluginName"], plugin["pluginVersion"]))
                          for plugin in each.get("respUserPluginInfoVos") or ()),
            default=bool(each.get("isDefault")),
            os_name=int(each.get("osName", 1)),
            layer_type=int(each.get("renderLayerType") or 0),
        )
        for each in api.env.get_render_env(name=traits.software)
    ]
    return tuple(sorted(found, key=lambda each: not each.default))


def _hardware(api: FoxAPI, software: str) -> tuple[Hardware, ...]:
    found = [_node(each, software) for each in api.user.get_hardware_config()]
    return tuple(sorted(found, key=lambda each: each.gpu))


def _node(each: HardwareConfig, software: str) -> Hardware:
    number, gpu = software_id(software), each["type"] == GPU
    reason = ""
    if each.get("status", ENABLED) != ENABLED:
        reason = _("Switched off")
    elif number in (each.get("notSupportCgId") or ()):
        reason = _("Not for {software}").format(software=software)
    return Hardware(
        each["id"], node_label(each), gpu, each["ram"].replace("GB", ""), reason, _cards(each),
        tuple(version["cgVersionName"] for version in each.get("notSupportCgVersions") or ()
              if version["cgId"] == number),
        tuple(each.get("notSupportPluginList") or ()), tuple(each.get("notSupportCode") or ()),
        model=each["model"] or "" if gpu else "")


def node_label(each: HardwareConfig) -> str:
    """``2 × 4090, 64 GB RAM``: a kind of render node in people's words."""
    cards = _cards(each)
    return _("{cards}{model}, {ram} RAM").format(
        cards=f"{cards} × " if cards else "", model=_("CPU") if each["type"] != GPU else each["model"],
        ram=each["ram"].replace("GB", " GB"))


def _cards(each: HardwareConfig) -> int:
    digits = re.search(r"\d+", each.get("gpuNum") or "")  # "2*GPU"
    return int(digits[0]) if each["type"] == GPU and digits else 0
