"""Collections of XGen, in the form in which public code reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from foxsubmit.core.assets.containers import unopened
from foxsubmit.core.assets.find import find_all
from foxsubmit.core.assets.inside import texts
from foxsubmit.core.model.host import Asset
from foxsubmit.core.model.need import Need

COLLECTION = """# XGen Palette File

FileVersion 18

Palette
\tname\t\t\tgrass
\tparent\t\t\t
\txgDataPath\t\tDATA
\txgProjectPath\t\tPROJECT
\txgDogTag\t\t
\tendAttrs

Description
\tname\t\t\tblades
\tflipNormals\t\tfalse
\tendAttrs

RandomGenerator
\tdensity\t\t\t10
\tmask\t\t\t$a=map('${DESC}/paintmaps/mask');#3dpaint,5.0\\n$a
\tendAttrs

SplinePrimitive
\tlength\t\t\t$a=1.0000;#0.05,5.0\\n$a
\twidth\t\t\t$a=vmap("${DESC}/paintmaps/width.ptx");#vpaint\\n$a
\tregionMap\t\t${DESC}/Region/
\tuseCache\t\tUSECACHE
\tcacheFileName\t\t${DESC}/guides.abc
\tendAttrs

ClumpingFXModule
\tname\t\t\tClumping1
\tactive\t\t\tfalse
\tmask\t\t\tmap('${DESC}/paintmaps/clump')
\tpointDir\t\t${DESC}/Clumping1/Points/
\texportDir\t\t${DESC}/out/
\tendAttrs

ArchivePrimitive
\tfiles\t\t\t#ArchiveGroup 0 name="rock" thumbnail="rock.png" description="No / description." \
materials="${PROJECT}/xgen/archives/rock.ma" color=[1.0,0.0,0.0]\\n0 "${PROJECT}/xgen/archives/rock.abc" \
material=rock:blinn1SG objects=|rock\\n1 "${PROJECT}/xgen/archives/rock.${FRAME}.ass.gz" material=rock:a\\n
\tendAttrs

MapTextures
\tClumping1\tmask\tPROJECT/sourceimages/mask.iff
\tendAttrs
"""
FOLDER = "xgen/collections/grass"
BLADES = f"{FOLDER}/blades"
NEEDED = {f"{BLADES}/paintmaps/mask", f"{BLADES}/paintmaps/width.ptx", "xgen/archives/rock.ma",
          "xgen/archives/rock.abc"}
MAYBE = {FOLDER, f"{BLADES}/Region", f"{BLADES}/guides.abc", f"{BLADES}/paintmaps/clump", f"{BLADES}/Clumping1/Points",
         "xgen/archives/rock.*.ass.gz", "sourceimages/mask.iff"}


@pytest.fixture
def collection(tmp_path):
    def write(project="", data="${PROJECT}xgen/collections/grass", cached="false"):
        path = tmp_path / "scenes" / "shot__grass.xgen"
        path.parent.mkdir(exist_ok=True)
        text = COLLECTION.replace("DATA", data).replace("USECACHE", cached)
        path.write_text(text.replace("\tPROJECT", f"\t{project or tmp_path.as_posix()}"), encoding="utf-8")
        return Asset(str(path), "node")
    return write


def needs(folder, found):
    (asset, *others) = found
    assert asset.looked_into, asset.reason
    return {Path(each.path).relative_to(folder).as_posix(): each.need for each in others}


@pytest.mark.parametrize("piece", [texts.PIECE, 7])
def test_what_a_collection_names_is_looked_for_and_what_may_never_have_been_made_is_not_missed(
        tmp_path, monkeypatch, collection, piece):
    monkeypatch.setattr(texts, "PIECE", piece)
    assert needs(tmp_path, find_all([collection()])) == {
        **dict.fromkeys(NEEDED, Need.NEEDED), **dict.fromkeys(MAYBE, Need.UNKNOWN)}


def test_guides_are_needed_where_the_collection_reads_them_from_their_file(tmp_path, collection):
    assert needs(tmp_path, find_all([collection(cached="true")]))[f"{BLADES}/guides.abc"] is Need.NEEDED


@pytest.mark.parametrize("project", ["/gone/of/another/machine/", "/gone/of/another/machine"])
def test_a_project_that_moved_is_the_one_in_which_the_collection_lies(tmp_path, collection, project):
    for name in NEEDED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = find_all([collection(project)])
    assert {Path(each.path).relative_to(tmp_path).as_posix() for each in found if each.files} >= NEEDED


def test_a_folder_of_maps_is_sent_whole_from_the_first_data_path_that_has_it(tmp_path, collection):
    maps = tmp_path / "lib" / "grass" / "blades" / "paintmaps" / "mask"
    maps.mkdir(parents=True)
    (maps / "plane.ptx").write_bytes(b"x")
    found = find_all([collection(data=f"${{PROJECT}}/gone;{tmp_path.as_posix()}/lib/grass")])
    (mask,) = [each for each in found if each.path == str(maps)]
    assert (mask.folder, [Path(file.path) for file in mask.files]) == (True, [maps / "plane.ptx"])


def test_a_drive_of_another_system_stays_as_it_is_written(tmp_path, collection):
    found = find_all([collection("E:/shows/a/")])
    assert any(each.path.replace("\\", "/") == "E:/shows/a/xgen/archives/rock.abc" for each in found)


def test_a_collection_that_nobody_looked_into_is_said(collection):
    assert [each.name for each in unopened(find_all([collection()], look_inside=False))] == ["XGen collections"]
