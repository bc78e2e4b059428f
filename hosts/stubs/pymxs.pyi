# Just the calls that hosts/max makes, each with the page of the 3ds Max MAXScript help that documents it.
# Nobody publishes stubs of pymxs. tests/hosts/max holds the double to the same names.
from collections.abc import Iterable, Sequence
from typing import Any

class Time: # "Time Values"; int() gives the frame
    def __int__(self) -> int: ...
    def __float__(self) -> float: ...

class Interval: # "Interval Values"
    start: Time
    end: Time

class Name: # "Name Values"; str() is "#bitmap"
    def __str__(self) -> str: ...

class Wrapper: # "MAXWrapper Values": nodes, objects, maps, classes; their properties are their own
    name: str
    def __getattr__(self, name: str) -> Any: ...

class Renderers: # "Renderers"
    current: Wrapper

class PathConfig: # "pathConfig struct"
    def getCurrentProjectFolder(self) -> str: ...

class MapPaths: # "mapPaths struct"
    def getFullFilePath(self, file: str) -> str: ... # "" where it is not found

class SymbolicPaths: # "Symbolic Pathnames"
    def expandFileName(self, file: str) -> str: ... # "$maps\\a.png" with the folder that $maps stands for

class Asset: # "IAsset interface"
    def GetFileName(self) -> str: ...
    def GetType(self) -> Name: ... # bitmap xref photometric animation videopost bakeoutput renderoutput preset other

class AssetManager: # "Interface: AssetManager"
    def GetNumAssets(self) -> int: ...
    def GetAssetByIndex(self, index: int) -> Asset: ... # from 1

class ATSOps: # "Interface: ATSOps"
    def Refresh(self) -> None: ...
    def GetFiles(self, files: object) -> tuple[int, Sequence[str] | None]: ... # by reference: (number, files)
    def GetDependentFiles(self, file: str, active: bool, files: object) -> tuple[int, Sequence[str] | None]: ...

class BatchView: # "Interface: BatchRenderMgr", the view's properties
    name: str
    enabled: bool
    camera: Wrapper | None
    outputFilename: str
    sceneStateName: str # "Interface: sceneStateMgr" has the states
    presetFile: str
    overridePreset: bool
    startFrame: int
    endFrame: int
    width: int
    height: int

class BatchRenderMgr: # "Interface: BatchRenderMgr"
    numViews: int
    def getView(self, index: int) -> BatchView: ... # from 1

class RenderElements: # "Interface: RenderElementMgr"
    def NumRenderElements(self) -> int: ...
    def GetRenderElement(self, index: int) -> Wrapper: ... # from 0
    def GetRenderElementFilename(self, index: int) -> str: ... # from 0
    def GetElementsActive(self) -> bool: ...

class MaxOps: # "Interface: maxOps"
    def GetCurRenderElementMgr(self) -> RenderElements: ...

class XRefFile: # "XRef Scenes"
    fileName: str
    disabled: bool

class XRefs: # "XRef Scenes"
    def getXRefFileCount(self) -> int: ...
    def getXRefFile(self, index: int) -> XRefFile: ... # from 1

class ObjectXRef: # "Interface: IObjXRefRecord"
    srcFileName: str

class ObjXRefMgr: # "Interface: objXRefMgr"
    recordCount: int
    def GetRecord(self, index: int) -> ObjectXRef: ... # from 1

class FileProperties: # "fileProperties struct": "MAX Scene File Properties"
    def getItems(self, name: str) -> Sequence[str] | None: ...
    def findProperty(self, set: Name, name: str) -> int: ... # from 1; 0 where there is none
    def getPropertyValue(self, set: Name, index: int) -> str | float | bool | None: ...
    def addProperty(self, set: Name, name: str, value: str) -> None: ... # replaces one of that name
    def deleteProperty(self, set: Name, name: str) -> None: ...

class MissingPlugIns: # "Interface: SceneMissingPlugIns"; from 1
    def GetMissingPlugInCount(self) -> int: ...
    def GetMissingPlugInClassName(self, index: int) -> str: ...
    def GetMissingPlugInFileName(self, index: int) -> str: ...

class Refs: # "Reference Dependency Functions"
    def dependentNodes(self, value: Wrapper, *, firstOnly: bool) -> Wrapper | None: ...

class ColorPipelineMgr: # "Interface: ColorPipelineMgr", 2024 and newer
    Mode: Name # unmanaged gamma ocio_default ocio_custom
    OCIOConfigPath: str

class DisplayGamma: # "Interface: IDisplayGamma"
    colorCorrectionMode: Name # none gamma lut

class CoronaFp: # Corona's "MAXScript" page: show interface CoronaRenderer.CoronaFp
    def getVersionString(self) -> str: ...

class CoronaRenderer:
    CoronaFp: CoronaFp

class Callbacks: # "General Event Callback Mechanism"
    def addScript(self, event: Name, script: str, id: Name = ...) -> None: ...
    def removeScripts(self, *, id: Name) -> None: ...

class Runtime:
    maxFilePath: str # "Max System Globals"; "" while unsaved
    maxFileName: str
    animationRange: Interval
    currentTime: Time
    rendTimeType: int # "Render Scene Dialog": 1 single, 2 active segment, 3 range, 4 frames
    rendStart: Time
    rendEnd: Time
    rendNThFrame: int
    rendPickupFrames: str
    rendOutputFilename: str
    backgroundImageFileName: str
    rendSaveFile: bool
    renderWidth: int
    renderHeight: int
    fileInGamma: float # "Gamma"
    fileOutGamma: float
    displayGamma: float
    renderers: Renderers
    cameras: Iterable[Wrapper] # "Object Sets"; targets of cameras are in it
    camera: Wrapper # the super class
    pathConfig: PathConfig
    mapPaths: MapPaths
    symbolicPaths: SymbolicPaths
    AssetManager: AssetManager
    ATSOps: ATSOps
    batchRenderMgr: BatchRenderMgr
    maxOps: MaxOps
    xrefs: XRefs
    objXrefMgr: ObjXRefMgr
    fileProperties: FileProperties
    SceneMissingPlugIns: MissingPlugIns
    refs: Refs
    ColorPipelineMgr: ColorPipelineMgr # 2024 and newer
    IDisplayGamma: DisplayGamma
    CoronaRenderer: CoronaRenderer # only with the plug-in
    callbacks: Callbacks
    foxsubmitSceneChanged: object # ours: a global that a callback calls
    def Name(self, text: str) -> Name: ...
    def maxVersion(self) -> Sequence[int]: ... # "maxVersion": #(27000, …); the eighth is the year from 2020 on
    def getSaveRequired(self) -> bool: ... # "File Loading and Saving"
    def setSaveRequired(self, required: bool) -> None: ...
    def saveMaxFile(self, file: str, quiet: bool = ...) -> bool: ...
    def loadMaxFile(self, file: str, useFileUnits: bool = ..., quiet: bool = ...) -> bool: ...
    def superClassOf(self, value: Wrapper) -> Wrapper: ... # "Class and Object Inquiry"
    def classOf(self, value: Wrapper) -> Wrapper: ...
    def getClassInstances(self, cls: Wrapper) -> Sequence[Wrapper]: ... # "getClassInstances"
    def isProperty(self, value: Wrapper, name: str) -> bool: ... # "Class and Object Inquiry"
    def getProperty(self, value: Wrapper, name: str) -> Any: ...
    def vrayVersion(self) -> Sequence[str]: ... # V-Ray's "MAXScript" page: #("7.40.04", …); only with the plug-in
    def execute(self, script: str) -> Any: ... # "execute"; hosts/max/states.py says what for
    def getActiveCamera(self) -> Wrapper | None: ... # "Viewports"
    def getNodeByName(self, name: str) -> Wrapper | None: ... # "Node Common Properties"
    def select(self, nodes: Sequence[Wrapper]) -> None: ... # "Selection"
    def clearSelection(self) -> None: ...

runtime: Runtime

def byref(value: None) -> object: ...
