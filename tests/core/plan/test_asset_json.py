"""asset.json has the vendor's list in the vendor's form, and beside it only what is ours (docs/decisions/0015)."""

from __future__ import annotations

import os

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.model.host import Asset
from foxsubmit.core.plan.documents import asset_list

MOMENT = 1_795_867_200 * 10**9  # 2026-11-28 12:00:00 UTC


def test_a_file_is_named_with_its_path_two_spaces_and_its_time(tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Shanghai")  # the same text on every machine
    wood = tmp_path / "wood (old).png"
    wood.write_bytes(b"wood")
    os.utime(wood, ns=(MOMENT, MOMENT))
    gone = tmp_path / "gone.png"
    made = asset_list(find_all([Asset(str(wood), "Image", "image"), Asset(str(gone), "Image", "image")]))
    assert list(made) == ["asset", "details", "missing"]
    assert list(made["asset"]) == [f"{wood}  (mtime 2026-11-28 12:00:00)"]
    assert list(made["missing"]) == [str(gone)]
    assert [each["state"] for each in made["details"]] == ["found", "missing"]
