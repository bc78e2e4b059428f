"""The Fox menu of Maya, made while Maya starts: nothing is imported for it but the commands of Maya itself."""

from __future__ import annotations

from maya import cmds, mel

MENU = "foxsubmitMenu"


def install_menu() -> None:
    """Put the Fox menu into the main window; once, however often it is called."""
    main = str(mel.eval("$foxsubmit = $gMainWindow"))
    if cmds.menu(MENU, exists=True):
        cmds.deleteUI(MENU)
    cmds.menu(MENU, label="Fox", parent=main, tearOff=False)
    cmds.menuItem(label="Submit to Fox…", parent=MENU, command="from foxsubmit.hosts.maya import start; start.show()")
    cmds.menuItem(label="Add to shelf", parent=MENU,
                  command="from foxsubmit.hosts.maya import start; start.add_to_shelf()")
    cmds.menuItem(label="Check this installation…", parent=MENU,
                  command="from foxsubmit.hosts.maya import start; start.check_installation()")
