"""House rule: text of others reaches a terminal, Qt, Blender or a log only through the layer that makes it harmless.

Read off the source: a call that shows its argument takes a text of ours (a literal, ``_()``, ``count()``), a number by
its name, or what ``harmless`` or a function built on it returns. What a name holds cannot be told, so it is wrapped.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(path for top in ("app", "core", "farm", "hosts", "ui") for path in (ROOT / top).rglob("*.py"))

LAYER = {"core/common/foreign.py", "core/common/logs.py", "ui/kit/paint.py", "ui/kit/widgets.py",
         "app/cli/common/terminal.py", "app/cli/common/output.py"}
"""The layer itself: here the wrapped text is handed on."""

APART = {
    "core/common/load_check.py": "runs alone, before anything of ours can be imported, and names libraries",
    "core/assets/layers.py": "answers its parent in JSON",
    "hosts/blender/node/events.py": "answers its parent in JSON",
    "hosts/blender/demo/scene.py": "answers its parent with a path",
    "hosts/blender/programs/movie.py": "answers its parent, which shows what it said through the layer",
}

CLEAN = {"harmless", "tip", "notice", "shown_notice", "dumps", "cell", "_", "count"}
NUMBERS = {"id", "task_id"}

SHOWS = {  # name of a call: which of its arguments it shows
    "setToolTip": 0, "setTabToolTip": 1, "setStatusTip": 0, "setWhatsThis": 0, "showText": 1, "showMessage": 1,
    "appendPlainText": 0, "setPlainText": 0, "QPlainTextEdit": 0, "QListWidgetItem": 0, "QLabel": 0, "drawText": -1,
    "report": 1}

NEVER = {
    "setHtml": "use plain text", "insertHtml": "use plain text", "appendHtml": "use plain text",
    "QMessageBox": "say it in the panel", "setOpenExternalLinks": "foreign text has no links",
    "from_markup": "foreign text is no markup", "Console": "use Terminal of app/cli/common/terminal.py",
    "basicConfig": "use log_to of core/common/logs.py", "setFormatter": "use log_to of core/common/logs.py"}


def called(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def ours(node):
    """Whether an expression cannot hold text of others that is not made harmless."""
    if node is None or isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Call):
        return made_harmless(node)
    if isinstance(node, (ast.IfExp, ast.BoolOp, ast.BinOp)):
        below = {ast.IfExp: ("body", "orelse"), ast.BinOp: ("left", "right"), ast.BoolOp: ()}[type(node)]
        return all(ours(getattr(node, each)) for each in below) and all(map(ours, getattr(node, "values", ())))
    if isinstance(node, ast.JoinedStr):
        return all(number(each) or ours(each.value) for each in node.values if isinstance(each, ast.FormattedValue))
    return isinstance(node, ast.Attribute) and node.attr in NUMBERS


def number(part):
    """Whether a part of an f-string is written as a number."""
    written = [each.value for each in part.format_spec.values] if part.format_spec is not None else []
    return bool(written) and str(written[-1])[-1:] in set(",dfg%")


def made_harmless(call):
    """Whether a call returns what can be shown: the layer itself, or parts that it returned joined together."""
    if called(call) == "join" and isinstance(getattr(call.func, "value", None), ast.Constant):
        return all(map(ours, call.args))
    if called(call) == "map":
        return getattr(call.args[0], "id", "") in CLEAN
    return called(call) in CLEAN


def shown(call):
    """The expressions that a call shows to somebody."""
    name = called(call)
    if name == "print" and isinstance(call.func, ast.Name):
        return call.args
    if name == "write" and ast.unparse(call.func) in {"sys.stdout.write", "sys.stderr.write"}:
        return call.args
    if name == "setText" and "clipboard" in ast.unparse(call.func):
        return call.args
    if name == "label":
        return [each.value for each in call.keywords if each.arg == "text"]
    if name == "report" and not (call.args and isinstance(call.args[0], ast.Set)):
        return []  # Blender's alone takes a set first
    place = SHOWS.get(name)
    return call.args[place:][:1] if place is not None and len(call.args) > max(place, 0) else []


def unwrapped(path, name=""):
    """Yield file and line of each call that shows foreign text as it is."""
    name = name or path.relative_to(ROOT).as_posix()
    if name in LAYER or name in APART:
        return
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    labels = {ast.unparse(node.targets[0]) for node in nodes if isinstance(node, ast.Assign)
              and isinstance(node.value, ast.Call) and called(node.value) == "QLabel"}
    functions = {called(node) for node in nodes if isinstance(node, ast.Call)}
    for node in nodes:
        word = getattr(node, "attr", getattr(node, "id", ""))
        if word in NEVER and not isinstance(node, ast.alias):
            yield f"{name}:{node.lineno}: {word}: {NEVER[word]}"
        if word == "ToolTipRole" and "tip" not in functions:
            yield f"{name}:{node.lineno}: a tooltip of a model that is not made by tip()"
        if not isinstance(node, ast.Call):
            continue
        label = isinstance(node.func, ast.Attribute) and node.func.attr == "setText" and (
            ast.unparse(node.func.value) in labels)
        for each in node.args if label else shown(node):
            if not ours(each):
                yield f"{name}:{node.lineno}: {called(node)}({ast.unparse(each)}) shows text of others: wrap it"


def test_text_of_others_is_shown_through_the_layer_alone():
    assert [each for path in FILES for each in unwrapped(path)] == []


def test_files_that_stand_apart_are_there():
    assert all((ROOT / name).is_file() for name in (*LAYER, *APART))


@pytest.mark.parametrize("planted", [
    "print(name)", 'print(_("{x} is here").format(x=name))', "sys.stderr.write(str(error))",
    'sys.stdout.write(f"{a}\\n")',
    "box.setToolTip(task.name)", 'box.setToolTip("\\n".join(names))', 'box.setToolTip(task.name if a else "")',
    "tray.showMessage(title, text, icon)", "QToolTip.showText(at, hit.text, self)", "view.appendPlainText(line)",
    "self.label = QLabel()\nself.label.setText(name)", "QLabel(path)", "painter.drawText(rect, 4, name)",
    "clipboard.setText(path)", "column.label(text=reason)", 'self.report({"ERROR"}, str(error))',
    "Console(stderr=True)",
    "logging.basicConfig(level=10)", "Text.from_markup(name)", "QMessageBox.warning(self, title, text)",
    "x = Qt.ItemDataRole.ToolTipRole"])
def test_a_planted_place_is_named(tmp_path, planted):
    path = tmp_path / "widget.py"
    path.write_text(f'"""A widget."""\n{planted}\n', encoding="utf-8")
    line = 2 + planted.count("\n")
    assert [each.startswith(f"ui/widget.py:{line}: ") for each in unwrapped(path, "ui/widget.py")] == [True]


@pytest.mark.parametrize("fine", [
    'box.setToolTip(_("Settings"))', 'box.setToolTip(tip(name) if a else "")',
    'print(harmless(name), each.id, sep="x")',
    "print(json.dumps(data))", 'sys.stderr.write(harmless(str(error)) + "\\n")',
    'view.appendPlainText("\\n".join(map(harmless, lines)))', "self.line = LineEdit()\nself.line.setText(name)",
    "QLabel()", "report(options, session)", 'column.label(text=count("a", "b", 2))'])
def test_what_is_wrapped_or_ours_is_let_through(tmp_path, fine):
    path = tmp_path / "widget.py"
    path.write_text(f'"""A widget."""\n{fine}\n', encoding="utf-8")
    assert list(unwrapped(path, "ui/widget.py")) == []
