"""The codes that a farm reads in tips.json are those of its own packages (tests/data/api/tips_codes.json)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foxsubmit.core.model import finding_codes as codes
from foxsubmit.core.model import tips
from foxsubmit.core.plan.hosts import every_host

DATA = Path(__file__).parents[2] / "data"
TABLE = json.loads((DATA / "api" / "tips_codes.json").read_text(encoding="utf-8"))
VENDOR = TABLE["rayvision_utils"]

OURS = {
    # the vendor's name: what we call it
    "CG_NOTEXISTS": codes.NOT_INSTALLED, "VRAY_NOTMATCH": codes.OTHER_VRAY, "CG_NOTMATCH": codes.OTHER_VERSION,
    "CAMERA_DUPLICAT": codes.SAME_CAMERA_NAMES, "ELEMENT_DUPLICAT": codes.SAME_ELEMENTS,
    "VRMESH_EXT_NULL": codes.VRMESH_SUFFIX, "CAMERA_NULL": codes.NO_CAMERA, "RENDERER_MISSING": codes.NO_RENDERER,
    "MULTIFRAME_NOTSUPPORT": codes.MULTI_FRAME, "ADDTOCMAP_NOTSUPPORT": codes.ADD_TO_MAP,
    "PPT_NOTSUPPORT": codes.PATH_TRACING, "XREFFILES": codes.XREF_FILES, "XREFOBJ": codes.XREF_OBJECTS,
    "MISSING_FILE": codes.MISSING_FILE, "HDRI_MISSING": codes.MISSING_FILE, "VDB_MISSING": codes.MISSING["volume"],
    "VRMESH_MISSING": codes.MISSING["vrmesh"], "VRMAP_MISSING": codes.MISSING["vrmap"],
    "VRLMAP_MISSING": codes.MISSING["vrlmap"], "FUMEFX_MISSING": codes.MISSING["fumefx"],
    "PHOENIFX_MISSING": codes.MISSING["phoenix"], "FIRESMOKESIM_MISSING": codes.MISSING["phoenix"],
    "LIQUIDSIM_MISSING": codes.MISSING["phoenix"], "KK_MISSING": codes.MISSING["krakatoa"],
    "ABC_MISSING": codes.MISSING["alembic"], "XMESH_MISSING": codes.MISSING["xmesh"],
    "REALFLOW_MISSING": codes.MISSING["realflow"], "ANIMATION_MAP_MISSING": codes.NO_ANIMATION_MAP,
    "VRIMG_UNDEFINED": codes.NO_RAW_FILE, "CHANNEL_FILE_UNDEFINED": codes.NO_CHANNEL_FILE,
    "DUP_TEXTURE": codes.SAME_TEXTURE_NAMES, "MATERIAL_PATH_LONG": codes.LONG_PATH,
    "MAX_NAME_ILLEGAL": codes.SCENE_NAME, "UNKNOW_ERR": tips.UNKNOWN,
}
WITHOUT = {
    "CGFILE_NOTEXISTS": "a scene that is not there is refused before there are findings",
    "CG_ZIP_FAILED": "a scene that cannot be packed is an error of the plan", "CGINFO_FAILED": "the same of reading it",
    "RENDERER_NOTSUPPORT": "the farm's list of environments says what it has",
    "PROXY_ENABLE": "of the vendor's own client", "TASK_FOLDER_FAILED": "the same", "TASK_CREATE_FAILED": "the same",
    "PL_OPEN_FAILED": "the same", "PL_CONTENT_EXCEPTION": "the same", "MAX_PRIVILEGE_HIGH": "the same",
    "TASK_GET_FAILED": "the same; the example of tips.json has its number for missing render elements",
    "VRAY_HDRI_NOTSUPPORT": "its number is that of any unknown error",
    "GAMMA_ON": "3ds Max has it on from the start, and nothing is wrong then",
    "CONFLICT_MULTISCATTER_VRAY": "which versions do not go together is not published",
    "REALFLOW_VERSION": "the same", "BAD_MATERIAL": "what makes one bad is not published",
    "HAIR_MISSING": "which plug-in's hair is meant is not published",
    "NOT_ENGLISH_MAX": "which languages the farm refuses is not published",
}
"""The vendor's names that no finding of ours has, and why."""


@pytest.mark.parametrize("name", VENDOR)
def test_a_finding_has_the_number_that_the_vendors_package_gives_it(name):
    assert (name in OURS) != (name in WITHOUT)
    assert OURS.get(name, VENDOR[name]) == VENDOR[name]


def test_no_code_that_we_take_for_the_vendors_is_invented():
    examples = {code for each in TABLE["examples"].values() for code in each}
    known = {*OURS.values(), *TABLE["rayvision_houdini"].values(), *examples}
    missing = {traits.missing_code for traits in every_host()} - {""}
    assert ({*codes.VENDOR_CODES} | missing) - known == set()
    assert {*TABLE["rayvision_houdini"].values()} <= {*codes.VENDOR_CODES}


@pytest.mark.parametrize("host", TABLE["examples"])
def test_the_codes_of_the_vendors_examples_are_ours_too(host):
    example = json.loads((DATA / "formats" / f"{host}.tips.example.json").read_text(encoding="utf-8"))
    assert sorted(example) == TABLE["examples"][host]
    own = {traits.missing_code for traits in every_host() if traits.name == host}
    assert {*example} <= {*codes.VENDOR_CODES} | own


def test_no_finding_of_ours_has_a_number_of_the_vendors():
    ours = {value for value in vars(codes).values() if isinstance(value, str) and value.startswith("9")}
    assert ours & {*VENDOR.values(), *TABLE["rayvision_houdini"].values()} == set()
    assert all(code.startswith("90") and len(code) == 5 for code in ours)
