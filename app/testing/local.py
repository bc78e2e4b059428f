"""The embedded farm in threads of the process that tests, with a client and planned faults."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.api import FoxAPI
from ..farm.base.faults import read_fault
from ..farm.base.options import Options
from ..farm_process import farm_module
from .tls import TlsFront, tls_front

if TYPE_CHECKING:
    from ..farm.http.server import LocalFarm

SECONDS = 0.02
"""Seconds that a drawn frame takes."""


@dataclasses.dataclass(frozen=True)
class TestFarm:
    """A farm that runs: what a client needs to talk to it, and what a test needs to change it."""

    __test__ = False  # pytest would take it for a class of tests

    folder: Path
    """All that the farm stores: ``storage/<id>/…`` are the files that were sent and rendered."""

    domain: str
    """Host and port, such as ``127.0.0.1:43187``; the protocol is ``http``."""

    access_id: str
    access_key: str = dataclasses.field(repr=False)
    platform: str
    transmitter: Path | None
    """A program with the options of the vendor's ``rayvision_transmitter``, for ``transmitter_exe`` of its packages."""

    api: FoxAPI
    """A client that is signed in."""

    _farm: LocalFarm = dataclasses.field(repr=False)

    @contextlib.contextmanager
    def faults(self, *faults: str) -> Iterator[None]:
        """Let the farm fail in these ways while the context lasts: ``farm.faults("429,count=2,seconds=1")``.

        Each is written as for ``foxsubmit farm --fault``: a kind, then ``path=``, ``count=``, ``probability=``,
        ``seconds=``, ``after=`` and ``status=`` as needed. docs/farm.md lists the kinds.

        Raises:
            BadInput: a fault is not one.
        """
        self._farm.set_faults(tuple(map(read_fault, faults)))
        try:
            yield
        finally:
            self._farm.set_faults(())

    def tls(self, fault: str = "", count: int = 0) -> contextlib.AbstractContextManager[TlsFront]:
        """Serve the farm by HTTPS, too, while the context lasts: ``with farm.tls("expired") as front: front.domain``.

        Without a ``fault`` the certificate is good for whoever trusts ``front.authority``. docs/farm.md lists the
        faults; the first ``count`` connections have it, 0 for all.

        Raises:
            BadInput: there is no such fault.
        """
        return tls_front(self.domain, fault, count)


@contextlib.contextmanager
def farm(folder: Path | str, *, render: bool = False, seconds: float = SECONDS, workers: int = 1,
         balance: float = 1000.0, port: int = 0) -> Iterator[TestFarm]:
    """Serve a farm in ``folder`` while the context lasts; its tasks and files stay there for the next one.

    ``render`` renders Blender scenes with the Blender that is found; otherwise each frame is a drawn picture, which
    takes ``seconds``. ``workers`` is how many frames are rendered at once, ``balance`` what the account has in US
    dollars, and port 0 takes a free one.

    Raises:
        BadInput: the farm's packages are not installed, the folder has a farm already or cannot hold one, or a number
            is out of range.
    """
    farm_module()  # says what is missing where the farm's packages are not installed
    from ..farm.http.server import LocalFarm  # noqa: PLC0415 - see above

    options = Options(simulate=not render, seconds=seconds, workers=workers, balance=balance, transmitter=True)
    with LocalFarm(Path(folder), port, options) as local:
        address = local.address
        api = FoxAPI(address.access_id, address.access_key, address.domain, address.platform, protocol="http")
        with contextlib.closing(api):
            yield TestFarm(local.folder, address.domain, address.access_id, address.access_key, address.platform,
                           local.transmitter, api, local)
