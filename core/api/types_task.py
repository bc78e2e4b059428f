"""What the farm answers about tasks and frames: read the notes at the top of ``types.py``."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, TypedDict, Union  # noqa: UP035 - evaluated at run time on 3.9


class CreatedTasks(Dict[Any, Any]):
    """``taskIdList``, ``aliasTaskIdList``, ``userId``; and ``created[0]`` is the first task id.

    The document's own example submits ``create_task_id[0]``, although it returns an object.
    """

    def __missing__(self, key: object) -> Any:
        if isinstance(key, int):
            return self["taskIdList"][key]
        raise KeyError(key)


class TaskKeyValues(TypedDict, total=False):
    """``taskKeyValueVo``: parts of a picture and cameras of 3ds Max tasks."""

    tiles: Optional[str]
    allCamera: Optional[str]
    renderableCamera: Optional[str]


class TaskInfo(TypedDict, total=False):
    """One task; a layered one carries its children."""

    id: int
    taskAlias: str
    """``2W14400249``: the platform's prefix and the id."""
    sceneName: str
    taskStatus: int
    """``TaskStatus``"""
    statusText: str
    preTaskStatus: Optional[int]
    """``TaskStatus`` of the preparing task."""
    preStatusText: Optional[str]
    totalFrames: int
    abortFrames: Optional[int]
    executingFrames: Optional[int]
    doneFrames: Optional[int]
    failedFrames: Optional[int]
    waitingCount: Optional[int]
    framesRange: str
    projectName: str
    renderConsume: Optional[float]
    """Taken from the balance."""
    couponConsume: Optional[float]
    """Taken from vouchers."""
    qyCouponConsume: Optional[float]
    userAccountConsume: Optional[float]
    taskArrears: float
    """Still owed."""
    submitDate: Optional[int]
    startTime: Optional[int]
    completedDate: Optional[int]
    renderDuration: Optional[int]
    userId: int
    userName: str
    producer: Optional[str]
    taskLevel: int
    taskUserLevel: int
    """The priority that the user chose: 50 or 60."""
    taskLimit: Optional[int]
    """Most nodes at once."""
    taskOverTime: Optional[int]
    """A reminder; ms in the document's older examples, seconds in its newer ones."""
    overTimeStop: Optional[int]
    """The task is stopped after this many seconds."""
    isOverTime: int
    outputFileName: Optional[str]
    """Its folder in output storage."""
    munuTaskId: str
    munuTaskIds: str
    layerParentId: int
    """0, or the task that this one is a layer of."""
    layerName: Optional[str]
    cgId: int
    """``SoftwareId``"""
    taskKeyValueVo: TaskKeyValues
    isOpen: int
    taskType: str
    """``Preprocessing``, ``RenderPhoton``, ``Render``, ``GopRender``."""
    taskTypeText: Optional[str]
    renderCamera: str
    cloneParentId: Optional[int]
    cloneOriginalId: Optional[int]
    shareMainCapital: int
    taskRam: Optional[int]
    """GB."""
    respRenderingTaskList: Optional[List[Any]]
    """Children, each a ``TaskInfo``."""
    isDelete: int
    """0 deleted, 1 not."""
    locationOutput: str
    channel: int
    remark: str
    labels: str
    """JSON in a text: a list, or an object where there are none."""
    stopType: int


class TaskPage(TypedDict):
    """One page of tasks, newest first."""

    pageCount: int
    pageNum: int
    total: int
    size: int
    items: List[TaskInfo]


class FrameInfo(TypedDict, total=False):
    """One frame, or several that one node renders together."""

    id: int
    taskId: int
    userId: Optional[int]
    platform: Optional[int]
    frameIndex: str
    """``7`` or ``2-4[1]``."""
    frameBlock: str
    """The part of a picture that is cut into several."""
    frameStatus: int
    """``FrameStatus``; the table printed beside the call in the document is the task's."""
    frameStatusText: str
    frameType: int
    """``FrameType``"""
    startTime: Optional[int]
    endTime: Optional[int]
    frameExecuteTime: Optional[int]
    currentRenderTime: int
    feeType: Optional[int]
    """0 by quantity, 1 by machine, 2 by project."""
    framePrice: Optional[float]
    feeAmount: Optional[float]
    """Taken from the balance."""
    couponFee: Optional[float]
    """Taken from vouchers."""
    arrearsFee: Optional[float]
    """Still owed."""
    recommitFlag: int
    """How often it was rendered again."""
    taskOverTime: Optional[int]
    isOverTime: int
    overOneMonth: Optional[int]
    gopName: Optional[str]
    """The simulation node of a Houdini task."""
    frameRam: Optional[int]
    """GB asked for."""
    renderRam: Optional[int]
    openRenderRam: Optional[int]
    averageCpu: int
    """Percent."""
    averageMemory: int
    """Bytes."""
    nodeId: str
    munuJobId: str
    munuTaskId: str
    isCopy: Optional[int]


class FramePage(TypedDict):
    """One page of a task's frames."""

    pageCount: int
    pageNum: int
    total: int
    size: int
    items: List[FrameInfo]


class FrameStats(TypedDict, total=False):
    """How many frames of the account are in which state."""

    executingFramesTotal: int
    doneFramesTotal: int
    failedFramesTotal: int
    waitingFramesTotal: int
    abandonFramesTotal: int
    totalFrames: int


class Block(TypedDict, total=False):
    """A part of the picture of a 3ds Max task. Numbers come as texts."""

    frameIndex: str
    frameBlock: Optional[str]
    frameStatus: str
    """``FrameStatus``"""
    framePercent: str
    frameUsed: str
    """Seconds rendered."""
    frameEst: str
    """Seconds left, as estimated."""
    renderInfo: str
    grabUrl: str
    """Server-side path of the picture so far, not a URL."""
    startTime: str
    """``yyyy-MM-dd HH:mm:ss``."""
    endTime: str
    feeAmount: str
    couponFee: str
    isMaxPrice: str


class ProcessImage(TypedDict, total=False):
    """The progress of a 3ds Max task: rows of blocks."""

    width: int
    """Pixels of the whole picture."""
    height: int
    block: int
    """How many blocks."""
    isRenderPhoton: bool
    currentTaskType: str
    """``Render`` or ``RenderPhoton``."""
    sceneName: str
    """The scene's name, followed by the camera."""
    startTime: str
    """``yyyy-MM-dd HH:mm:ss``."""
    endTime: str
    completedTime: str
    grabInfo: List[List[Block]]


class ErrorDetail(TypedDict, total=False):
    """What one of tips.json's codes means."""

    id: int
    code: Union[str, int]
    """An Integer in the document's table, a text in its example."""
    type: int
    """0 warning, 1 error: the farm will not render."""
    languageFlag: int
    """0 Chinese, 1 English."""
    desDescriptionCn: str
    """The description, in the language asked for (the key is the vendor's)."""
    desSolutionCn: str
    solutionPath: str
    isRepair: int
    isOpen: int
    isDelete: int
    lastModifyAdmin: str
    updateTime: int


class RenderLog(TypedDict):
    """Pages of a frame's log. Source: the vendor's current SDK, like all that follows here."""

    pageCount: int
    pageNum: int
    total: int
    size: int
    items: List[str]
    """Lines."""


class PackNode(TypedDict):
    """Nodes that the account rents."""

    packNodeId: int
    packName: str
