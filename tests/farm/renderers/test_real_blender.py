from __future__ import annotations

import io
import subprocess

import pytest
from PIL import Image
from tests.elsewhere import Elsewhere

from foxsubmit.core.common.child import environment
from foxsubmit.core.model.server_paths import server_path
from foxsubmit.farm.base.constants import OUTPUT
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.blender.programs.program import find_blender


@pytest.fixture
def demo(tmp_path):
    """A project that a Blender wrote, with textures and a library."""
    program = find_blender()
    if program is None:
        pytest.skip("no Blender here")
    subprocess.run(program.command("hosts.blender.demo.scene", str(tmp_path / "demo")), env=environment(),
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True, timeout=60)
    return tmp_path / "demo"


@pytest.mark.blender
def test_a_submitted_scene_is_really_rendered(folder, demo, visit):
    files = [file for file in sorted(demo.rglob("*")) if file.is_file()]
    with LocalFarm(folder, options=Options(samples=1, blender=Elsewhere(find_blender(), [demo]))) as farm:
        visitor = visit(farm)
        default = visitor.api.env.get_render_env("blender")[0]
        assert default["cgVersion"] == farm_version()
        for file in files:
            visitor.put(server_path(str(file)), file.read_bytes())
        task = visitor.api.task.create_task()[0]
        common = {"frames": "2-2[1]", "width": "128", "height": "72"}
        visitor.configure(task, str(demo / "demo.blend"), {"common": common}, [str(file) for file in files])
        visitor.api.task.submit_task(task)
        info = visitor.wait(task, seconds=60)
        log = (folder / "logs" / f"{task}.log").read_text(encoding="utf-8")
        assert info["taskStatus"] == 25, log
        entry, = visitor.api.transmit.get_output_files(tree_path=f"/{task}_demo")
        picture = Image.open(io.BytesIO(visitor.storage("GET", OUTPUT, path=entry["filePath"]).content))
        assert picture.size == (128, 72)
        assert len(picture.convert("RGB").getcolors(128 * 72)) > 100, "a picture of something"
        assert visitor.api.query.get_frame_thumbnall(visitor.frames(task)["2"]["id"])


def farm_version():
    program = find_blender()
    return program.version if program else ""
