"""A stand-in for c4d: a document made of data, with the calls of docs/adding-a-host.md and no others."""

from __future__ import annotations

import json
import types
from pathlib import Path


class Take:
    def __init__(self, document, number):
        self._document, self._number = document, number
        self._data = document.data["takes"][number]

    def GetName(self):
        return self._data["name"]

    def GetNext(self):
        following = self._number + 1
        return Take(self._document, following) if following < len(self._document.data["takes"]) else None

    def IsChecked(self):
        return self._data.get("checked", True)

    def GetEffectiveCamera(self, _takes):
        return self._data["camera"]

    def GetEffectiveRenderData(self, _takes):
        if "broken" in self._data:
            raise RuntimeError(self._data["broken"])
        return {"first": 1, "last": 5, "step": 1, "width": 640, "height": 360, "format": "png", "renderer": "standard",
                "path": "$prj/out/$take", **self._data.get("settings", {})}


class Document:
    """A scene file is JSON: takes, and the files that it names."""

    def __init__(self, path):
        self.path = Path(path)
        self.data = json.loads(self.path.read_text(encoding="utf-8"))

    def GetDocumentName(self):
        return self.path.name

    def GetDocumentPath(self):
        return str(self.path.parent)

    def GetChanged(self):
        return False

    def GetTakeData(self):
        return types.SimpleNamespace(GetMainTake=lambda: Take(self, 0))


class Documents:
    def __init__(self):
        self._active = None

    def LoadDocument(self, path, _flags):
        try:
            return Document(path)
        except ValueError:
            return None

    def InsertBaseDocument(self, document):
        self._active = document

    def GetActiveDocument(self):
        return self._active

    def GetAllAssetsNew(self, document):
        return [(path, owner) for owner, path in document.data.get("assets", {}).items()]


def module():
    """``c4d``, to be put into sys.modules."""
    made = types.ModuleType("c4d")
    made.documents, made.GetC4DVersion = Documents(), lambda: 2025_100
    return made
