"""What is where on Houdini's output nodes. A renderer more is a line more.

Sources: the parameters of each node in Houdini's help, and in the renderers' own.
"""

from __future__ import annotations

import dataclasses

RENDER, SIMULATION, DISTRIBUTED = "render", "simulation", "distributed"


@dataclasses.dataclass(frozen=True)
class Kind:
    """One type of output node."""

    output: str
    """The parameter with the path of the result."""
    kind: str = RENDER
    camera: str = ""
    size: tuple[str, str] = ("", "")
    """Parameters of a size of its own."""
    override: str = ""
    """The switch that makes ``size`` count; empty where it always does."""
    fraction: str = ""
    """A parameter by which the camera's size is multiplied, or a word for its own ``size``."""
    plugin: str = ""
    """The farm's name of the plug-in that renders it."""


TYPES = {
    "ifd": Kind("vm_picture", camera="camera", size=("res_overridex", "res_overridey"), override="override_camerares",
                fraction="res_fraction"),
    "karma": Kind("picture", camera="camera", size=("resolutionx", "resolutiony")),
    "usdrender": Kind("outputimage", camera="override_camera", size=("res_user1", "res_user2"),
                      override="override_res"),
    "usdrender_rop": Kind("outputimage", camera="override_camera", size=("res_user1", "res_user2"),
                          override="override_res"),
    "arnold": Kind("ar_picture", camera="camera", size=("res_overridex", "res_overridey"),
                   override="override_camerares", fraction="res_fraction", plugin="htoa"),
    "Redshift_ROP": Kind("RS_outputFileNamePrefix", camera="RS_renderCamera",
                         size=("RS_overrideRes1", "RS_overrideRes2"), override="RS_overrideCameraRes",
                         fraction="RS_overrideResScale", plugin="redshift"),
    "ris": Kind("ri_display_0", camera="camera", size=("res_overridex", "res_overridey"),
                override="override_camerares", plugin="renderman"),
    "vray_renderer": Kind("SettingsOutput_img_file_path", camera="render_camera",
                          size=("SettingsOutput_img_width", "SettingsOutput_img_height"),
                          override="override_camerares", plugin="vray"),
    "opengl": Kind("picture", camera="camera", size=("res1", "res2"), override="tres"),
    "baketexture": Kind("vm_uvoutputpicture1", size=("vm_uvunwrapresx", "vm_uvunwrapresy")),
    "comp": Kind("copoutput"),
    "geometry": Kind("sopoutput", kind=SIMULATION),
    "rop_geometry": Kind("sopoutput", kind=SIMULATION),
    "filecache": Kind("file", kind=SIMULATION),
    "alembic": Kind("filename", kind=SIMULATION),
    "rop_alembic": Kind("filename", kind=SIMULATION),
    "dop": Kind("dopoutput", kind=SIMULATION),
    "rop_dop": Kind("dopoutput", kind=SIMULATION),
    "channel": Kind("chopoutput", kind=SIMULATION),
    "usd": Kind("lopoutput", kind=SIMULATION),
    "usd_rop": Kind("lopoutput", kind=SIMULATION),
    "hq_sim": Kind("", kind=DISTRIBUTED),
}
"""Type without its namespace and version -> what it has."""

CATEGORIES = ("Driver", "Sop", "Lop", "Dop")
"""Of node types that write files."""

DISTRIBUTION = {
    # the farm's name -> parameter of hq_sim
    "output_driver": "hq_driver", "simControlName": "hq_sim_controls", "num_slices": "hq_num_slices",
    "sliceType": "hq_slice_type", "output_file": "hq_output_file",
}

OUTPUT_PARAMETERS = {
    "taskgraphfile", "pdg_workingdir", "soho_program", "BakeView_img_file_path", "OutputDeepWriter_file",
    "SettingsOutput_img_file_path", "RS_outputFileNamePrefix", "savetodirectory_directory", "soho_diskfile",
    "vm_dcmfilename", "vm_tmpsharedstorage", "vm_tmplocalstorage", "ar_ass_file", "rs_archive_file", "picture",
    "vm_picture", "ar_picture", "sopoutput", "dopoutput", "lopoutput", "copoutput", "chopoutput", "outputimage",
    "savepath", "husk_log", "vm_uvoutputpicture1",
}
"""Parameters that Houdini counts among the references though they are written."""

NOT_FILES = ("opdef:", "oplib:", "temp:", "op:", "http:", "https:", "anon:")
"""How a reference begins that is no file on disk."""

KINDS = {
    ".abc": "alembic", ".vdb": "volume", ".usd": "usd", ".usda": "usd", ".usdc": "usd", ".usdz": "usd",
    ".hda": "library", ".otl": "library", ".hdanc": "library", ".hdalc": "library", ".sc": "cache", ".geo": "cache",
    ".bgeo": "cache", ".sim": "cache", ".ass": "file", ".rs": "cache", ".vrscene": "file", ".ocio": "file",
    ".wav": "sound", ".aif": "sound", ".ies": "file", ".ttf": "font", ".otf": "font",
}
"""Ending -> kind of asset; everything else is an image."""
