"""The codes of tips.json explained in Chinese and English."""

from __future__ import annotations

from typing import Any

WARNING, ERROR = 0, 1
CHINESE, ENGLISH = 0, 1

# code: (type, (description, solution) in Chinese, the same in English)
CODES: dict[str, tuple[int, tuple[str, str], tuple[str, str]]] = {
    "10010": (WARNING, ("场景中有损坏的材质", "请检查并重新指定材质"),
              ("A material of the scene is damaged.", "Check it and assign the material again.")),
    "10012": (WARNING, ("缺少文件或HDRI贴图", "请找回缺少的文件,或在场景中重新指定路径"),
              ("A file or an HDRI is missing.", "Bring the file back, or set its path in the scene.")),
    "10013": (WARNING, ("场景开启了Gamma", "请确认Gamma设置是否符合预期"),
              ("Gamma is on in the scene.", "Make sure that this is what you want.")),
    "10018": (WARNING, ("缺少Alembic文件", "请找回缺少的Alembic缓存"),
              ("An Alembic file is missing.", "Bring the Alembic cache back, or write it again.")),
    "10028": (WARNING, ("缺少VDB文件", "请找回缺少的VDB缓存"),
              ("A VDB file is missing.", "Bring the VDB cache back, or write it again.")),
    "10035": (ERROR, ("场景中没有可用的摄像机", "请设置一个渲染摄像机"),
              ("The scene has no active camera.", "Set the camera that is to be rendered.")),
    "15000": (ERROR, ("启动3ds Max卡住或者失败", "请检查启动3ds Max时是否有弹窗"),
              ("3ds Max did not start, or hung.", "See whether it shows a dialog when it starts.")),
    "15002": (ERROR, ("获取场景信息失败", "请在软件中打开场景并重新保存"),
              ("The scene could not be read.", "Open the scene, save it again, then submit again.")),
    "15004": (ERROR, ("不支持该渲染器", "请改用平台支持的渲染器"),
              ("The renderer is not supported.", "Choose a renderer that the farm has.")),
    "15006": (ERROR, ("场景中没有摄像机", "请添加摄像机后重新提交"),
              ("The scene has no camera.", "Add a camera, then submit again.")),
    "15013": (ERROR, ("软件版本不匹配", "请选择与场景一致的软件版本"),
              ("The version of the software does not fit the scene.",
               "Choose a render environment of the version that saved the scene.")),
    "15024": (ERROR, ("场景文件不存在", "请保存场景后重新提交"),
              ("The scene file is missing.", "Save the scene, then submit again.")),
    "15032": (WARNING, ("材质路径过长", "请缩短文件路径"),
              ("The path of a material is too long.", "Use shorter folder and file names.")),
    "15033": (ERROR, ("场景文件名不合法", "请使用字母、数字和下划线命名场景文件"),
              ("The name of the scene file is not allowed.", "Use letters, digits and underscores.")),
    "35001": (WARNING, ("Blender场景缺少文件", "请找回缺少的文件,或将其打包到场景中"),
              ("A file that the Blender scene uses is missing.",
               "Bring the file back, or pack it into the scene.")),
    "50001": (WARNING, ("Houdini场景缺少文件", "请找回缺少的文件,或在场景中重新指定路径"),
              ("A file that the Houdini scene uses is missing.", "Bring the file back, or set its path.")),
    "999": (ERROR, ("未知错误", "请联系客服"),
            ("An unknown error.", "Ask the support of the farm.")),
}


def error_detail(code: str, language: int) -> dict[str, Any]:
    """Explain one code; an unknown code gets the text of the unknown error."""
    kind, chinese, english = CODES.get(code, CODES["999"])
    description, solution = english if language == ENGLISH else chinese
    return {
        "id": int(code) if code.isdigit() else 0,
        "code": code,
        "type": kind,
        "languageFlag": language,
        # The keys say Cn in every language: they are the vendor's.
        "desDescriptionCn": description,
        "desSolutionCn": solution,
        "solutionPath": "",
        "isRepair": 0,
        "isDelete": 1,
        "isOpen": 1,
        "lastModifyAdmin": "",
        "updateTime": 1577836800000,
    }
