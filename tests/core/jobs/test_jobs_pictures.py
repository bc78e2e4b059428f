"""Pictures of frames: where they come from, what becomes of formats that Qt does not read, how much is kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from tests.core.api.wire.mischief import Mischief

from foxsubmit.core.api.codes import FrameStatus
from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.jobs import pictures as pictures_module
from foxsubmit.core.jobs.originals import match
from foxsubmit.core.jobs.pictures import Pictures
from foxsubmit.core.jobs.tasks import FrameRow
from foxsubmit.core.pictures import oiio, previews
from foxsubmit.core.transfer.journal.records import FetchedResult

needs_tool = pytest.mark.skipif(not oiio.tool(), reason="no oiiotool here: install the extra “pictures”")


def frame(number=7, **more):
    return FrameRow(number, str(number), FrameStatus.DONE, 4, task_id=5, ended=1, **more)


class Query:
    """A farm that gives these addresses of pictures."""

    def __init__(self, *addresses):
        self.addresses = list(addresses)

    def get_frame_thumbnall(self, _frame_id):
        return self.addresses


class Api:
    """What of a client pictures use."""

    def __init__(self, client, *addresses):
        self.query = Query(*addresses)
        self.client = client
        self.transmit = self

    def get_output_files(self, _task_id, _path="/"):
        return []


@pytest.fixture
def server(tmp_path):
    """Files of a folder over HTTP, by a process of its own."""
    folder = tmp_path / "served"
    folder.mkdir()
    process = subprocess.Popen([sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"], cwd=folder,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    port = process.stdout.readline().split("port ")[1].split()[0]
    yield folder, f"http://127.0.0.1:{port}"
    process.kill()
    process.wait()
    process.stdout.close()


def jpeg(path, size=(64, 36)):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, (200, 80, 20)).save(path, "JPEG")
    return path


def size(path):
    with Image.open(path) as picture:
        return picture.size


@pytest.mark.parametrize(("name", "paths", "found"), [
    ("7", ["/o/a_0007.png", "/o/a_0017.png"], "/o/a_0007.png"),
    ("7", ["/o/v007/beauty.0008.exr"], ""),
    ("2-4[1]", ["/o/a_0002.exr", "/o/a_0003.exr"], "/o/a_0002.exr"),
    ("7", ["/o/crypto/a.7.exr", "/o/beauty/a_beauty.7.exr"], "/o/beauty/a_beauty.7.exr"),
    ("7", ["/o/a_0007.txt"], ""), ("x", ["/o/a_0007.png"], ""), ("7", [r"C:\o9\a_0007.png"], r"C:\o9\a_0007.png"),
])
def test_the_file_of_a_frame_is_told_by_the_last_number_in_its_name(name, paths, found):
    assert match(name, paths) == found


def test_an_address_comes_first(settings, api, server):
    folder, address = server
    jpeg(folder / "a.jpg")
    path = Pictures(settings).small(Api(api.client, "/mnt/x.jpg", f"{address}/a.jpg"), frame(), 5)
    assert path.read_bytes() == (folder / "a.jpg").read_bytes()


@pytest.mark.parametrize("told", [
    "/mnt/small pic/7[-]tga.jpg", r"\mnt\small pic\7[-]tga.jpg", "mnt/small pic/7[-]tga.jpg"])
def test_a_path_is_fetched_below_the_base_address(settings, api, server, told):
    folder, address = server
    jpeg(folder / "base" / "mnt" / "small pic" / "7[-]tga.jpg")
    pictures = Pictures(settings)
    assert pictures.small(Api(api.client, told), frame(8), 5) is None
    path = pictures.small(Api(api.client, told), frame(), 5, f"{address}/base/")
    assert path is not None
    assert size(path) == (64, 36)


def test_a_path_that_climbs_out_of_the_base_is_not_asked_for(settings, api, server):
    folder, address = server
    jpeg(folder / "secret.jpg")
    told = Api(api.client, "/../secret.jpg")
    assert Pictures(settings).small(told, frame(), 5, f"{address}/base") is None


def fetched(journal, tmp_path, name):
    """A result of task 5 that is on this machine."""
    submission = journal.add_fetch("local", "shot", 5, str(tmp_path))
    local = tmp_path / name
    local.parent.mkdir(parents=True, exist_ok=True)
    status = local.stat() if local.exists() else None
    journal.fetched(submission, f"/5_shot/{name}", FetchedResult(status.st_size if status else 0, "", str(local), 0))
    return local


def test_without_an_address_the_fetched_frame_itself_is_shown(settings, journal, api, tmp_path):
    local = jpeg(tmp_path / "results" / "shot_0007.jpg")
    fetched(journal, tmp_path / "results", "shot_0007.jpg")
    assert Pictures(settings).small(Api(api.client), frame(), 5) == local
    view = Pictures(settings).large(frame(), 5)
    assert (view.path, view.format) == (local, "JPG")


@needs_tool
@pytest.mark.parametrize("ending", ["exr", "hdr", "tif", "tga"])
def test_formats_that_qt_does_not_read_are_made_visible(settings, journal, api, tmp_path, ending):
    folder = tmp_path / "results"
    folder.mkdir()
    source = folder / f"shot_0007.{ending}"
    subprocess.run([oiio.tool(), "--pattern", "constant:color=0.5,0.2,0.05", "1920x1080", "3", "-d",
                    "uint8" if ending in ("tif", "tga") else "float", "-o", str(source)], check=True)
    fetched(journal, folder, source.name)
    path = Pictures(settings).small(Api(api.client), frame(), 5)
    with Image.open(path) as picture:
        assert picture.size == (480, 270)
        red = picture.convert("RGB").getpixel((5, 5))[0]
    # 0.5 of light is 188 on a screen, 0.5 of what is a screen's already is 128.
    assert red == pytest.approx(188 if ending in ("exr", "hdr") else 128, abs=2)
    view = Pictures(settings).large(frame(), 5)
    assert view.format == ending.upper()
    assert size(view.path) == (1920, 1080)


@needs_tool
def test_the_first_layer_with_colours_is_the_picture(tmp_path):
    source = tmp_path / "layers.exr"
    names = "ViewLayer.Combined.R,ViewLayer.Combined.G,ViewLayer.Combined.B,ViewLayer.Depth.Z"
    subprocess.run([oiio.tool(), "--pattern", "constant:color=1,0,0,9", "64x36", "4", "--chnames", names,
                    "-d", "half", "-o", str(source)], check=True)
    previews.preview(source, tmp_path / "out.png", 480)
    with Image.open(tmp_path / "out.png") as picture:
        assert picture.size == (64, 36)
        assert picture.convert("RGB").getpixel((1, 1)) == (255, 0, 0)


@needs_tool
@pytest.mark.parametrize("names", ["R,G,B,A", "ViewLayer.Combined.R,ViewLayer.Combined.G,ViewLayer.Combined.B,"
                                   "ViewLayer.Combined.A"])
def test_the_alpha_of_a_fetched_frame_is_a_picture_of_its_own(settings, journal, tmp_path, names):
    folder = tmp_path / "results"
    folder.mkdir()
    source = folder / "shot_0007.exr"
    subprocess.run([oiio.tool(), "--pattern", "constant:color=0.5,0.5,0.5,0.25", "64x36", "4", "--chnames", names,
                    "-d", "half", "-o", str(source)], check=True)
    fetched(journal, folder, source.name)
    view = Pictures(settings).large(frame(), 5)
    assert (view.file, size(view.alpha)) == (source, (64, 36))
    with Image.open(view.alpha) as alpha, Image.open(view.path) as colours:
        assert alpha.convert("L").getpixel((3, 3)) == 64  # as it is: alpha is no light
        assert colours.mode == "RGB"
        assert colours.getpixel((3, 3))[0] == pytest.approx(188, abs=2)


@needs_tool
def test_a_frame_without_alpha_has_no_picture_of_it(settings, journal, tmp_path):
    source = tmp_path / "shot_0007.exr"
    subprocess.run([oiio.tool(), "--pattern", "constant:color=1,0,0", "64x36", "3", "-d", "half", "-o",
                    str(source)], check=True)
    fetched(journal, tmp_path, source.name)
    view = Pictures(settings).large(frame(), 5)
    assert (view.alpha, view.file) == (None, source)


def test_a_frame_that_has_just_come_is_seen_at_once(settings, journal, tmp_path):
    pictures = Pictures(settings)
    assert pictures.large(frame(), 5).file is None
    local = jpeg(tmp_path / "results" / "shot_0007.jpg")
    fetched(journal, tmp_path / "results", "shot_0007.jpg")
    assert pictures.large(frame(), 5).file == local


@needs_tool
def test_a_file_that_is_no_picture_is_a_sentence(tmp_path):
    source = tmp_path / "a.exr"
    source.write_bytes(b"no picture")
    with pytest.raises(BadInput, match=r"a\.exr cannot be read as a picture"):
        previews.preview(source, tmp_path / "out.png", 480)
    assert list(tmp_path.iterdir()) == [source]


def test_without_the_tool_the_format_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv(oiio.TOOL_VARIABLE, str(tmp_path / "none"))
    with pytest.raises(BadInput, match="EXR is not shown here"):
        previews.preview(tmp_path / "a.exr", tmp_path / "out.png", 480)


@pytest.mark.skipif(os.name == "nt", reason="a script of the shell stands for the program")
def test_the_tool_may_be_named(tmp_path, monkeypatch):
    program = tmp_path / "oiiotool"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv(oiio.TOOL_VARIABLE, str(program))
    assert oiio.tool() == str(program)
    with pytest.raises(BadInput, match="cannot be read"):
        previews.preview(tmp_path / "a.exr", tmp_path / "out.png", 480)


def test_the_oldest_pictures_go_when_there_are_too_many(settings, api, server):
    folder, address = server
    one = jpeg(folder / "a.jpg").stat().st_size
    pictures = Pictures(settings)
    pictures.room = 4 * one
    paths = []
    for number in range(6):
        paths.append(pictures.small(Api(api.client, f"{address}/a.jpg"), frame(number), 5))
        os.utime(paths[-1], (1000 + number, 1000 + number))
    kept = [path.exists() for path in paths]
    assert kept[-1]
    assert not kept[0]
    assert sum(kept) <= 4
    assert sum(path.stat().st_size for path in Path(settings.thumbnails).rglob("*") if path.is_file()) <= 4 * one


def test_a_picture_that_drips_is_given_up_when_its_time_is_over(settings, monkeypatch):
    monkeypatch.setattr(pictures_module, "SECONDS", 0.5)

    def drip(server, connection):
        connection.recv(10_000)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while True:  # until the client hangs up
            connection.sendall(b"x")
            server.wait(0.05)

    with Mischief(drip) as farm:
        api = Api(farm.client(), f"http://{farm.domain}/a.jpg")
        assert Pictures(settings).small(api, frame(), 5) is None


@pytest.mark.parametrize("address", [
    "http://[::1", "http://a:b:c/", "http://\udcff/", "http:///x", "http://" + "a" * 300 + "/", "http://%zz/"])
def test_an_address_that_is_none_is_no_picture(settings, api, address):
    assert Pictures(settings).small(Api(api.client, address), frame(), 5) is None
