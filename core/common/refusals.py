"""What the farm's codes mean to an artist, in English and Chinese. Source: the vendor's list of codes."""

from __future__ import annotations

import math

from .i18n import _, count, labelled

IN_SECONDS = 120
"""The longest wait that is told in seconds; a longer one is told in minutes."""


def sentence(code: int, message: str, chinese: bool, wait: float | None = None) -> str:
    """The meaning with what the farm said; for a code that is not in the list only what it said.

    ``wait``: seconds after which the farm wants to be asked again, None where it named none.
    """
    english, other = meanings(wait).get(code, (_("The farm refused the request"), "渲染农场拒绝了请求"))
    said = message.strip().rstrip(".。")
    if chinese:
        return f"{other}（代码 {code}：{said}）。" if said else f"{other}（代码 {code}）。"
    if said:
        return _("{meaning} (code {code}: {message}).").format(meaning=english, code=code, message=said)
    return _("{meaning} (code {code}).").format(meaning=english, code=code)


def again(wait: float | None, unsaid: str) -> str:
    """When to try again, as the farm said it; ``unsaid`` where it did not. No wait is told shorter than it is."""
    if wait is None:
        return unsaid
    if wait <= IN_SECONDS:
        return count("try again in {n} second", "try again in {n} seconds", max(1, math.ceil(wait)))
    return count("try again in {n} minute", "try again in {n} minutes", math.ceil(wait / 60))


def _again_in_chinese(wait: float | None, unsaid: str) -> str:
    """Return when to try again, in Chinese: for an account of the Chinese region, whatever language the panel has."""
    if wait is None:
        return unsaid
    if wait <= IN_SECONDS:
        return f"请 {max(1, math.ceil(wait)):,} 秒后重试"
    return f"请 {math.ceil(wait / 60):,} 分钟后重试"


def meanings(wait: float | None = None) -> dict[int, tuple[str, str]]:
    """English and Chinese of every documented code, without the full stop; ``wait`` as in ``sentence``."""
    return {
        100: (_("The farm could not do it"), "操作失败"),
        301: (_("The farm serves this call elsewhere now: update foxsubmit"), "该接口已迁移：请更新 foxsubmit"),
        400: (_("The farm does not understand the request"), "请求有误，服务器无法理解"),
        403: (_("The farm does not allow this"), "没有访问权限"),
        404: (_("The farm knows nothing of what was asked for"), "请求的内容不存在"),
        429: (labelled(_("The farm takes no more calls for the moment"), again(wait, _("try again in a minute"))),
              f"请求过于频繁：{_again_in_chinese(wait, '请一分钟后重试')}"),
        500: (labelled(_("The farm has a fault of its own"), again(wait, _("try again in a few minutes"))),
              f"服务器内部错误：{_again_in_chinese(wait, '请几分钟后重试')}"),
        503: (_("There is a label of this name already: choose another name"), "标签已存在：请换一个名称"),
        513: (_("The farm does not know this user: check the access id and the domain"),
              "用户不存在：请检查 access id 和域名"),
        600: (_("The farm cannot use a value that it was sent"), "参数无效"),
        601: (_("The request lacks a required value"), "参数为空"),
        602: (_("The farm does not know who is calling: check the access id and key"),
              "需要登录：请检查 access id 和 access key"),
        603: (_("The farm does not take calls over this protocol: use https"), "非法的协议：请使用 https"),
        605: (_("This account may not do that: ask the owner of the main account"), "权限不足：请联系主账号管理员"),
        608: (_("The account belongs to another region: use its domain, renderbus.com in China and "
                "foxrenderfarm.com elsewhere"),
              "账号区域不匹配：请使用账号所在区域的域名（中国 renderbus.com，海外 foxrenderfarm.com）"),
        610: (_("The clock of this computer differs from the farm's: set it right"),
              "签名已过期：本机时间与服务器不一致，请校准时间"),
        611: (_("The farm does not accept the access id and key: check both"),
              "签名无效：请检查 access id 和 access key"),
        700: (_("There is nothing more to list"), "没有更多记录"),
        804: (_("The account is locked: ask the farm's support"), "账号已被锁定：请联系客服"),
        812: (_("The farm does not take calls from this address: allow it in the account's settings"),
              "IP 受限：请在账号设置中允许本机地址"),
    }
