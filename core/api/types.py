"""What the farm answers, as TypedDicts. Source: the vendor's interface document.

Only documented keys; the farm may send more, and sends null for what it does not know yet.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional, TypedDict  # noqa: UP035 - evaluated at run time on 3.9


class CreatedTasks(Dict[Any, Any]):
    """``taskIdList``, ``aliasTaskIdList``, ``userId``; and ``created[0]`` is the first task id.

    The document's own example submits ``create_task_id[0]``, although it returns an object.
    """

    def __missing__(self, key: object) -> Any:
        if isinstance(key, int):
            return self["taskIdList"][key]
        raise KeyError(key)


class Platform(TypedDict, total=False):
    """A render zone that accounts can work on."""

    platform: int
    name: str


class UserProfile(TypedDict, total=False):
    """The account. Balances in its currency."""

    userId: int
    userName: str
    platform: int
    rmbbalance: float
    usdbalance: float
    coupon: float
    cpuPrice: float
    gpuPrice: float
    mainUserId: int
    shareMainCapital: int
    """1: assets go into the main account's storage."""
    zone: int
    """1 China, 2 abroad."""
    hideBalance: int
    downloadDisable: int


class UserSetting(TypedDict, total=False):
    """The account's defaults."""

    singleNodeRenderFrames: str
    taskOverTime: int
    """Hours."""
    taskOverTimeSec: int
    shareMainCapital: int
    downloadDisable: int


class TransferBid(TypedDict, total=False):
    """Storage ids of the account."""

    config_bid: str
    input_bid: str
    output_bid: str
    parent_input_bid: Optional[str]
    sub_user_output_bids: List[Dict[str, str]]


class EngineLine(TypedDict, total=False):
    """A server of a transfer engine."""

    name: str
    server: str
    port: str
    isDefault: int
    lineId: int
    type: int


class TransferEngine(TypedDict, total=False):
    """A way of sending files, and its servers."""

    engineName: str
    isDefault: int
    respTaskEngineLines: Optional[List[EngineLine]]
    resqEngineAccounts: Optional[List[Dict[str, str]]]


class TransferConfig(TypedDict, total=False):
    """Storage ids and transfer engines."""

    inputBid: str
    outputBid: str
    configBid: str
    parentInputBid: Optional[str]
    resqEngines: List[TransferEngine]


class TaskInfo(TypedDict, total=False):
    """One task. Times in ms since 1970, durations in seconds, money in the account's currency."""

    id: int
    taskAlias: str
    sceneName: str
    taskStatus: int
    """0 waiting, 5 rendering, 10 and 15 stopped, 20 no balance, 25 done, 30 done with failures,
    35 given up, 40 test done, 45 failed, 50 analysing, 100 updating."""
    statusText: str
    totalFrames: int
    doneFrames: Optional[int]
    failedFrames: Optional[int]
    executingFrames: Optional[int]
    abortFrames: Optional[int]
    framesRange: str
    projectName: str
    renderConsume: Optional[float]
    couponConsume: Optional[float]
    submitDate: Optional[int]
    startTime: Optional[int]
    completedDate: Optional[int]
    renderDuration: Optional[int]
    userName: str
    producer: Optional[str]
    outputFileName: Optional[str]
    cgId: int
    layerParentId: int
    renderCamera: str
    labels: str
    respRenderingTaskList: Optional[List[Any]]


class TaskPage(TypedDict):
    """One page of tasks, newest first."""

    pageCount: int
    pageNum: int
    total: int
    size: int
    items: List[TaskInfo]


class FrameInfo(TypedDict, total=False):
    """One frame. Times in ms since 1970, frameExecuteTime in seconds."""

    id: int
    taskId: int
    frameIndex: str
    frameStatus: int
    """1 waiting, 2 rendering, 3 stopped, 4 done, 5 failed, 6 7 9 10 12 waiting for another frame or task,
    11 timed out (the vendor's newer document; the table printed beside the call is the task's)."""
    frameStatusText: str
    frameType: int
    startTime: Optional[int]
    endTime: Optional[int]
    frameExecuteTime: Optional[int]
    feeAmount: Optional[float]
    couponFee: Optional[float]
    recommitFlag: int
    frameRam: Optional[int]


class FramePage(TypedDict):
    """One page of a task's frames."""

    pageCount: int
    pageNum: int
    total: int
    size: int
    items: List[FrameInfo]


class ErrorDetail(TypedDict, total=False):
    """What one of tips.json's codes means."""

    code: str
    type: int
    """0 warning, 1 error: the farm will not render."""
    desDescriptionCn: str
    """The description, in the language asked for (the key is the vendor's)."""
    desSolutionCn: str
    solutionPath: str


class Software(TypedDict, total=False):
    """A host application that the farm renders."""

    cgId: int
    cgName: str
    cgType: str
    """File suffixes, separated by semicolons."""
    isSupportLinux: int


class SoftwareList(TypedDict):
    """All host applications."""

    isAutoCommit: int
    renderInfoList: List[Software]
    defaultCgId: int


class SoftwareDetail(TypedDict, total=False):
    """Versions and plug-ins of one host application."""

    cgVersion: List[Dict[str, Any]]
    """``id``, ``cgId``, ``cgName``, ``cgVersion``."""
    cgPlugin: List[Dict[str, Any]]
    """``cvId``, ``pluginName``, ``pluginVersions`` [``pluginId``, ``pluginName``, ``pluginVersion``]."""


class Plugin(TypedDict, total=False):
    """A plug-in of a render environment."""

    pluginId: int
    pluginName: str
    pluginVersion: str
    """With the name in front: ``renderman 22.6``."""


class RenderEnv(TypedDict, total=False):
    """A render environment that the user has set up."""

    cgId: int
    editName: str
    cgName: str
    cgVersion: str
    osName: int
    """0 Linux, 1 Windows."""
    renderLayerType: int
    isDefault: int
    projectPath: str
    respUserPluginInfoVos: List[Plugin]


class HardwareConfig(TypedDict, total=False):
    """A kind of render node."""

    id: int
    type: int
    """1 CPU, 2 GPU."""
    model: str
    ram: str
    gpuNum: Optional[str]
    platform: int
    notSupportCgId: List[int]
    status: int
    """1 enabled, 0 disabled."""


class Project(TypedDict):
    """A project that tasks are booked on."""

    projectId: int
    projectName: str


class ProjectList(TypedDict):
    """All projects."""

    projectNameList: List[Project]


class OutputFile(TypedDict, total=False):
    """A file or folder in output storage. Paths come from a server: never follow them blindly."""

    fileName: str
    fileSize: Optional[int]
    lastModify: str
    """``yyyy-MM-dd HH:mm:ss``."""
    fileType: Optional[str]
    filePath: str
    directory: bool
    isArrears: int
