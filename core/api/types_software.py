"""What the farm answers about software, environments, hardware and projects: the notes are in ``types.py``."""

from __future__ import annotations

from typing import List, Optional, TypedDict, Union  # noqa: UP035 - evaluated at run time on 3.9


class Software(TypedDict, total=False):
    """A host application that the farm renders."""

    cgId: int
    """``SoftwareId``"""
    cgName: str
    cgType: str
    """File suffixes, separated by semicolons."""
    iconPath: str
    isNeedProjectPath: int
    isNeedAnalyse: int
    isSupportLinux: int


class SoftwareList(TypedDict, total=False):
    """All host applications."""

    isAutoCommit: int
    renderInfoList: List[Software]
    defaultCgId: int


class SoftwareVersion(TypedDict, total=False):
    """A version of a host application."""

    id: int
    cgId: int
    cgName: str
    cgVersion: str


class Plugin(TypedDict, total=False):
    """A version of a plug-in."""

    pluginId: int
    pluginName: str
    pluginVersion: str
    """The version, with the plug-in's name in front: ``renderman 22.6``."""


class PluginVersions(TypedDict, total=False):
    """A plug-in for one version of a host application."""

    cvId: int
    """The ``id`` of the ``SoftwareVersion``."""
    pluginName: str
    pluginVersions: List[Plugin]


class SoftwareDetail(SoftwareList, total=False):
    """Versions and plug-ins of one host application.

    The document's table has the first two keys, its example those of ``SoftwareList``.
    """

    cgVersion: List[SoftwareVersion]
    cgPlugin: List[PluginVersions]


class RenderEnv(TypedDict, total=False):
    """A render environment that the user has set up."""

    cgId: int
    editName: str
    """Its name, chosen by the user."""
    cgName: str
    cgVersion: str
    osName: int
    """0 Linux, 1 Windows."""
    renderLayerType: int
    isDefault: int
    projectPath: str
    isMainUserId: int
    respUserPluginInfoVos: List[Plugin]


class NewRenderEnv(TypedDict, total=False):
    """A render environment as it is sent."""

    cgId: Union[int, str]
    cgName: str
    cgVersion: str
    renderLayerType: int
    editName: str
    renderSystem: Union[int, str]
    """0 Linux, 1 Windows."""
    pluginIds: List[int]
    projectPath: str


class RenderEnvName(TypedDict, total=False):
    """The name of the environment that was made."""

    editName: str


class UnsupportedVersion(TypedDict, total=False):
    """A version of a host application that a kind of node cannot run."""

    cgId: int
    cgVersionName: str


class HardwareConfig(TypedDict, total=False):
    """A kind of render node."""

    id: int
    type: int
    """1 CPU, 2 GPU."""
    model: str
    ram: str
    """``64GB``."""
    gpuNum: Optional[str]
    """``2*GPU``; null for a CPU node."""
    platform: int
    current: bool
    """Whether the tasks asked for use it. The document's table says the opposite of its example."""
    notSupportCgId: List[int]
    """``SoftwareId``"""
    notSupportCode: List[str]
    """Codes of tips.json. This and the next two: the vendor's newer answers."""
    notSupportCgVersions: List[UnsupportedVersion]
    notSupportPluginList: List[str]
    """Patterns on ``name version``."""
    status: int
    """1 enabled, 0 disabled."""


class Project(TypedDict):
    """A project that tasks are booked on."""

    projectId: int
    projectName: str


class ProjectList(TypedDict):
    """All projects."""

    projectNameList: List[Project]
