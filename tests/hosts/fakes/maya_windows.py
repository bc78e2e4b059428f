"""A stand-in for Maya's windows: the user interface commands that the menu and the panel need."""

from __future__ import annotations

import sys
import types


class Windows:
    """``put`` is how a module is made importable, as ``sys.modules.__setitem__`` does."""

    def __init__(self, cmds, put=sys.modules.__setitem__):
        self.menus, self.items, self.commands, self.controls, self.restored, self.callbacks = [], [], {}, {}, 0, []
        for name in ("menu", "menuItem", "deleteUI", "workspaceControl"):
            setattr(cmds, name, getattr(self, name))
        messages = types.SimpleNamespace(kAfterOpen=1, kAfterNew=2, addCallback=self.add)
        put("maya.OpenMaya", types.SimpleNamespace(
            MSceneMessage=messages, MMessage=types.SimpleNamespace(removeCallback=self.callbacks.remove)))
        util = types.SimpleNamespace(mainWindow=lambda: 1, findControl=lambda name: self.controls.get(name) and 2)
        put("maya.OpenMayaUI", types.SimpleNamespace(MQtUtil=util))
        sys.modules["maya.mel"].eval = lambda text: "MayaWindow"

    def menu(self, name, exists=False, label="", parent="", tearOff=True):
        if exists:
            return name in self.menus
        assert parent == "MayaWindow"
        self.menus.append(name)
        return name

    def menuItem(self, label, parent, command):
        assert parent in self.menus
        compile(command, "menu", "exec")
        self.items.append(label)
        self.commands[label] = command

    def deleteUI(self, name):
        if name in self.menus:
            self.menus.remove(name)
            self.items.clear()
        else:
            del self.controls[name]

    def workspaceControl(self, name, exists=False, edit=False, restore=False, **options):
        if exists:
            return name in self.controls
        if edit:
            self.restored += 1
            return name
        self.controls[name] = options
        # Maya fills a new control by its script at once, and again after a restart.
        exec(options["uiScript"])
        return name

    def add(self, event, function):
        self.callbacks.append((event, function))
        return self.callbacks[-1]
