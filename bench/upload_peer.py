"""Send a folder with deadline's client (job attachments), in an environment of its own: bench/upload.py starts this.

    PEER/bin/python bench/upload_peer.py FOLDER CACHE

Prints seconds, processor seconds and the largest memory as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from deadline.job_attachments.models import JobAttachmentS3Settings  # type: ignore[import-not-found]
from deadline.job_attachments.upload import S3AssetManager  # type: ignore[import-not-found]


def main(folder: Path, cache: Path) -> None:
    """What its own submitter does before it creates a job."""
    manager = S3AssetManager("farm-1", "queue-1", JobAttachmentS3Settings("bucket", "root"))
    paths = [str(path) for path in sorted(folder.iterdir())]
    started, processor = time.perf_counter(), time.process_time()
    group = manager.prepare_paths_for_upload(paths, [], [])
    manifests = manager.hash_assets_and_create_manifest(
        group.asset_groups, group.total_input_files, group.total_input_bytes, str(cache), lambda _status: True)[1]
    hashed = time.perf_counter() - started
    manager.upload_assets(manifests, lambda _status: True, str(cache), str(cache))
    memory = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
    sys.stdout.write("\n" + json.dumps({
        "seconds": time.perf_counter() - started, "hash": hashed, "processor": time.process_time() - processor,
        "memory": int(memory) / 1024}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
