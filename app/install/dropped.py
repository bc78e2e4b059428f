"""What a file that is dropped on a host application asks, does and says; it lies beside the bundle of a release.

The file itself is in ``hosts/<host>/install/``. It imports this package by another name, so that the version that the
host may have loaded already stays what it is.
"""

from __future__ import annotations

from ..core.common.errors import BadInput
from ..core.common.i18n import _, listed, sentences
from ..core.common.version import VERSION
from ..core.plan.hosts import traits_of
from ..core.settings.settings import Settings
from ..core.transfer.login.login import forget_gone
from ..hosts.installers import describe
from . import files


class Dropped:
    """The release that was dropped, and the host that it was dropped on."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.software = traits_of(host).software
        Settings().speak()
        self.there = files.installed_version(host)
        """The version that this user has; empty where there is none."""
        self.install_word = _("Install") if not self.there else _("Install again") if self.there == VERSION \
            else _("Replace it")
        self.remove_word, self.cancel_word = _("Remove"), _("Cancel")

    @property
    def question(self) -> str:
        """The question that comes first."""
        if not self.there:
            return _("Install foxsubmit {version} for {host}?").format(version=VERSION, host=self.software)
        return _("foxsubmit {there} is installed for {host}; this is {version}. Accounts, settings and what is under "
                 "way stay, whatever you choose.").format(there=self.there, host=self.software, version=VERSION)

    @property
    def yes_no(self) -> str:
        """The question for a host whose boxes have no buttons but Yes, No and Cancel, where something is there."""
        return _("{question} Yes: {install}. No: {remove}.").format(
            question=self.question, install=self.install_word, remove=self.remove_word)

    def install(self, running: str = "") -> str:
        """Install it for this user, and for all versions that the host's files name at once; what to do next.

        Raises:
            BadInput: the version that runs is not supported, the host finds another version of ours already, or a file
                of somebody else's is in the way.
            FoxError: it could not be written.
        """
        known = describe(self.host).VERSIONS
        if running and running not in known:
            raise BadInput(_("{host} {version} is not supported: {known} are.").format(
                host=self.software, version=running, known=listed(known)))
        list(files.installing(self.host, known))
        return _("foxsubmit {version} is installed. Start {host} again: the menu {menu} is there.").format(
            version=VERSION, host=self.software, menu=describe(self.host).MENU)

    def remove(self) -> str:
        """Take everything back but what is the user's; what was done."""
        list(files.uninstalling(self.host))
        login = _("The agent does not start at login any more: its program was removed.") if forget_gone(Settings()) \
            else ""
        return sentences(_("foxsubmit is removed from {host}. The menu goes when it is started again.").format(
            host=self.software), *([login] if login else []))
