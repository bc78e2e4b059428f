"""What the farm answers about accounts, transfer and storage: read the notes at the top of ``types.py``."""

from __future__ import annotations

from typing import Dict, List, Optional, TypedDict  # noqa: UP035 - evaluated at run time on 3.9


class Platform(TypedDict, total=False):
    """A render zone that accounts can work on."""

    platform: int
    name: str


class UserProfile(TypedDict, total=False):
    """The account. Personal: never log it."""

    userId: int
    userName: str
    platform: int
    phone: str
    email: str
    company: str
    name: str
    job: str
    communicationNumber: str
    softType: int
    """``SoftwareId``"""
    softStatus: int
    businessType: int
    status: int
    infoStatus: int
    accountType: int
    userType: int
    mainUserId: int
    """0, or the main account of this one."""
    level: int
    pictureLever: Optional[int]
    zone: int
    """1 China, 2 abroad."""
    rmbbalance: float
    usdbalance: float
    rmbCumulative: float
    usdCumulative: float
    credit: float
    coupon: float
    """Vouchers."""
    description: str
    country: str
    city: str
    address: str
    cpuPrice: float
    """The price of one node for an hour; ``gpuPrice`` likewise."""
    gpuPrice: float
    shareMainCapital: int
    """1: assets go into the main account's storage."""
    subDeleteTask: int
    useMainBalance: int
    hideBalance: int
    """1: do not show balances."""
    hideJobCharge: int
    useLevelDirectory: int
    downloadDisable: int
    displaySubaccount: int
    subaccountLimits: int
    houdiniFlag: int
    c4dFlag: int
    blenderFlag: int
    keyshotFlag: int
    studentEndTime: Optional[int]


class UserSetting(TypedDict, total=False):
    """The account's defaults."""

    infoStatus: Optional[int]
    accountType: Optional[int]
    shareMainCapital: int
    subDeleteTask: int
    useMainBalance: int
    singleNodeRenderFrames: str
    """Frames that one node renders together."""
    maxIgnoreMapFlag: str
    """1: 3ds Max scenes with missing maps are rendered all the same."""
    autoCommit: str
    """1 do not start, 2 start with the parameters of the scene."""
    separateAccountFlag: int
    mifileSwitchFlag: int
    assfileSwitchFlag: int
    """1: .ass files are not analysed."""
    manuallyStartAnalysisFlag: int
    downloadDisable: int
    taskOverTime: int
    """Hours."""
    taskOverTimeSec: int


class TransferBid(TypedDict, total=False):
    """Storage ids of the account."""

    config_bid: str
    input_bid: str
    output_bid: str
    parent_input_bid: Optional[str]
    """Input storage of the main account."""
    sub_user_output_bids: Optional[List[Dict[str, str]]]
    """``userId`` and ``outputBid`` of each sub-account; empty for a sub-account."""


class EngineLine(TypedDict, total=False):
    """A server of a transfer engine."""

    name: str
    server: str
    port: str
    isDefault: int
    lineId: int
    type: int
    """1 a line of one's own, 0 the general one."""


class TransferEngine(TypedDict, total=False):
    """A way of sending files, and its servers."""

    engineName: str
    isDefault: int
    automaticCheck: int
    checkServer: str
    checkPort: str
    checkEnable: str
    checkExcludType: str
    respTaskEngineLines: Optional[List[EngineLine]]
    resqEngineAccounts: Optional[List[Dict[str, str]]]
    """``bid``, ``name`` and ``password``. Secret: never log it."""


class TransferConfig(TypedDict, total=False):
    """Storage ids and transfer engines."""

    inputBid: str
    outputBid: str
    configBid: str
    parentInputBid: Optional[str]
    resqEngines: List[TransferEngine]
    subUserOutputBids: Optional[List[Dict[str, str]]]


class RaysyncServer(TypedDict, total=False):
    """Addresses and ports of a Raysync server."""

    serverIp: str
    serverPort: int
    proxyIp: str
    proxyPort: int
    sslPort: int
    port: int


class TransferServer(TypedDict, total=False):
    """Raysync's servers and versions."""

    clientVersion: str
    protocolVersion: str
    raysyncTransfer: RaysyncServer


class RaysyncKey(TypedDict, total=False):
    """The account's Raysync user and key. Personal and secret: never log it."""

    id: int
    userName: str
    userKey: str
    raySyncUserKey: str
    signature: str
    channel: int
    platform: int
    version: str
    zone: int
    phone: str
    email: str
    loginTime: int
    infoStatus: int
    accountType: int
    shareMainCapital: int
    subDeleteTask: int
    subDeleteCapital: int
    useMainBalance: int
    downloadDisable: int


class OutputFile(TypedDict, total=False):
    """A file or folder in output storage. Paths come from a server: never follow them blindly."""

    fileName: str
    fileSize: Optional[int]
    """Bytes; null for a folder."""
    iconPath: Optional[str]
    lastModify: str
    """``yyyy-MM-dd HH:mm:ss``."""
    fileType: Optional[str]
    """The suffix; null for a folder."""
    filePath: str
    """The path starts at the root of the account's output storage."""
    directory: bool
    isArrears: int
    """1: the account owes money, and nothing can be fetched."""
