"""Results fetched from the farm as the vendor's transfer program would fetch them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...core.api import FoxAPI
from ...core.common.errors import TransferFailed
from ...core.common.system_errors import reason
from ...core.transfer.fetch.places import place
from ...core.transfer.fetch.storage_listing import files_below, size_of
from ...core.transfer.http.engine import HttpEngine
from .arguments import Wanted
from .lines import print_line


def fetch(api: FoxAPI, engine: HttpEngine, wanted: Wanted) -> bool:
    """Fetch what is wanted, and return whether all of it came.

    Raises:
        FoxError: the farm does not answer.
    """
    whole = True
    for server, size, local in list(_files(api, wanted)):
        if local.is_file() and local.stat().st_size == size:
            continue
        print_line(f"download file begin ({server})")
        try:
            local.parent.mkdir(parents=True, exist_ok=True)
            engine.fetch(server, local, size, lambda _done: None)
        except (OSError, TransferFailed) as error:
            print_line(f"download 7: {reason(error)} file fail ({server}), error-")
            whole = False
        else:
            print_line(f"download file done ({server})")
    return whole


def _files(api: FoxAPI, wanted: Wanted) -> Iterator[tuple[str, int, Path]]:
    """Yield the place on the farm, the size and the place on this machine of each result that is wanted."""
    folder = Path(wanted.local)
    if wanted.transmit_type == "download_list":
        names = {line.strip() for line in Path(wanted.remote).read_text(encoding="utf-8").splitlines() if line.strip()}
        for entry in files_below(api, api.transmit.get_output_files(None, "/")):
            if entry["filePath"] in names:
                yield entry["filePath"], size_of(entry), place(folder, Path(entry["filePath"]).name)
        return
    top = "/" + wanted.remote.strip("/")
    kept = top.rpartition("/")[0] if wanted.keep == "true" else top
    for entry in files_below(api, api.transmit.get_output_files(None, top)):
        yield entry["filePath"], size_of(entry), place(folder, entry["filePath"][len(kept):])
