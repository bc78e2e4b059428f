"""Which host applications are on this machine, and which of them will find us?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..core.common.check_result import BAD, GOOD, NOTE, CheckResult
from ..core.common.i18n import _, clauses, listed
from ..core.common.version import VERSION
from ..core.plan.blender import TRAITS as BLENDER
from ..core.plan.hosts import traits_of
from ..hosts.blender.programs.installed import found as found_blenders
from ..hosts.blender.programs.placed import Placed, placed
from ..hosts.installers import describe, described
from ..hosts.machine import Machine
from ..install.copies import Copy, copies, differ


def hosts(machine: Machine) -> Iterator[CheckResult]:
    """Check the host applications that are here, and those for which something of ours is installed."""
    for host in described():
        name, versions, found = traits_of(host).software, describe(host).found(machine), copies(machine, host)
        if not versions and not found:
            continue
        words = _("found: {versions}").format(versions=listed(each.version for each in versions) or "–")
        if found:
            yield _found(name, clauses(words, listed(each.words() for each in found)), found)
        else:
            yield _not_there(name, host, words)
    yield from _extensions(machine)


def twice(machine: Machine) -> Iterator[CheckResult]:
    """Tell the host applications that find two versions of ours, which each import modules of the other."""
    for host in described():
        found = copies(machine, host)
        if differ(found):
            yield _found(traits_of(host).software, listed(each.words() for each in found), found)


def _found(name: str, words: str, found: Sequence[Copy]) -> CheckResult:
    """The copies that a host finds; bad where there are two versions, or one is gone."""
    if differ(found):
        return CheckResult(BAD, name, words, _("Two versions at once do not work: remove all but one."))
    gone = [each for each in found if not each.version]
    if gone:
        return CheckResult(BAD, name, words, _("{folder} is gone, to which that leads: install it again, or remove the "
                                               "file.").format(folder=gone[0].folder))
    return CheckResult(GOOD, name, words)


def _extensions(machine: Machine) -> Iterator[CheckResult]:
    """Blender's own are in the user's folders of each version."""
    here = placed(machine)
    for each in here:
        name = f"Blender {each.blender}".strip()
        words = clauses(f"foxsubmit {each.version or '–'}", _switched(each), str(each.folder))
        if each.version != VERSION:
            yield CheckResult(NOTE, name, words, _("This is {version}, run: foxsubmit install {host}").format(
                version=VERSION, host=BLENDER.name))
        elif each.enabled is False:
            yield CheckResult(NOTE, name, words, _("Switch it on in Blender under Edit > Preferences > Add-ons."))
        else:
            yield CheckResult(GOOD, name, words)
    without = [each.version for each in found_blenders(machine)
               if each.version not in {one.blender for one in here} and all(one.blender for one in here)]
    if without:
        yield _not_there("Blender", BLENDER.name, _("found: {versions}").format(versions=listed(without)))


def _not_there(name: str, host: str, words: str) -> CheckResult:
    return CheckResult(NOTE, name, _("{found}; not installed there").format(found=words),
                       _("If it should be, run: foxsubmit install {host}").format(host=host))


def _switched(each: Placed) -> str:
    return {True: _("switched on"), False: _("switched off"),
            None: _("Blender's saved preferences do not say whether it is switched on")}[each.enabled]
