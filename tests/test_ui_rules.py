"""House rules for ui/ that can be read off the source: no idle callbacks, no words for people outside ``_()``."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from tests import glued

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "ui").rglob("*.py"))

SHOWN_FIRST = {
    "QLabel", "QPushButton", "QCheckBox", "QAction", "setText", "setToolTip", "setWindowTitle", "setPlaceholderText",
    "setAccessibleName", "setAccessibleDescription", "setStatusTip", "setTitle", "setSuffix", "setPrefix",
    "setSpecialValueText", "setPlainText", "addAction", "addMenu", "show_text"}
"""Calls whose first argument is shown as it is."""

SHOWN_SECOND = {"Label", "Paragraph", "Chip", "Button", "CheckBox", "ToggleButton", "LineEdit", "Combo", "Field"}
"""Widgets of ours, whose text comes after the `Style`."""

TRANSLATED = {"_", "count"}
NAMING = {"setObjectName", "setProperty", "property", "set_property", "compile", "TypeVar"}
"""Calls whose texts are names or patterns for the program."""

NO_LANGUAGE = {
    "GB", "MB", "MB/s", "JPEG",
    "Cycles", "EEVEE", "Workbench", "Arnold", "Redshift", "V-Ray", "RenderMan", "Karma", "Mantra",
    "EXR", "EXR multilayer", "FFmpeg", "TGA",
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "Microsoft YaHei", "PingFang SC",
    "Submit 240 frames, upload 1.2 GB new of 48 GB",  # a font is measured with it; nobody sees it
}
"""Units, and names as their makers write them."""

KEY = re.compile(r"((Ctrl|Shift|Alt|Meta)\+)+\S*\Z|"
                 r"(Space|Del|Return|Enter|Esc|Escape|Tab|Left|Right|Home|End|F\d{1,2}|[A-Z])\Z")
IDENTIFIER = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+\Z|CYCLES\Z|FFMPEG\Z|TARGA\Z")
STYLE_SHEET = re.compile(r"#?[\w#. :\[\]=\"'-]*\{\s*[a-z-]+\s*:")
LETTER, WORDS = re.compile(r"[^\W\d_]"), re.compile(r"[A-Z]|[^\x00-\x7f]|.*\s")


def parsed(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        for below in ast.iter_child_nodes(node):
            below.above = node
    return tree


def called(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def written(node):
    """The text of a literal, with {} for what is filled into it; None where the node is no text."""
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def shown(node):
    """Whether the literal itself is the argument that a call shows."""
    call = node.above
    if not isinstance(call, ast.Call) or node not in call.args:
        return False
    return called(call) in dict(enumerate((SHOWN_FIRST, SHOWN_SECOND))).get(call.args.index(node), ())


def for_the_program(node):
    """Whether a literal is a docstring, a part of a larger one, a translated text, an annotation, or a name."""
    above = node.above
    if isinstance(above, (ast.Expr, ast.JoinedStr, ast.FormattedValue)):
        return True
    if isinstance(above, ast.Call) and called(above) in TRANSLATED | NAMING:
        return True
    while not isinstance(above, (ast.stmt, ast.arg)):
        node, above = above, above.above
    names = [target.id for target in getattr(above, "targets", ()) if isinstance(target, ast.Name)]
    return names == ["__all__"] or node in (getattr(above, "annotation", None), getattr(above, "returns", None)) or (
        isinstance(above, ast.Assign) and isinstance(above.value, ast.Subscript))


def untranslated(path):
    """Yield file, line and text of each literal in words that does not go through ``_()`` or ``count()``."""
    for node in ast.walk(parsed(path)):
        text = written(node)
        if text is None or not LETTER.search(text) or for_the_program(node):
            continue
        words = text.strip()
        bare = words.replace("{}", "").strip()
        if bare in NO_LANGUAGE or KEY.match(words) or IDENTIFIER.match(words) or STYLE_SHEET.match(words):
            continue
        if (shown(node) and LETTER.search(bare)) or (WORDS.match(words) and LETTER.search(bare)):
            yield f"{path}:{node.lineno}: not in _(): {text}"


def test_every_text_of_the_panel_can_be_translated():
    assert [each for path in FILES for each in untranslated(path)] == []


@pytest.mark.parametrize("planted", [
    'self.name.setText("Frames")', 'box.setToolTip("the frames to render")', 'Button(look, "stop", "block")',
    'QLabel("Ready")', 'self.setWindowTitle(f"{name} is ready")', 'field.setPlaceholderText("帧")',
    'self.none.say("clock", "Asking the farm", "It takes a second.")', 'x = "Not known" if late else ""',
    'Column("Camera", camera)', 'x = {"done": "All done"}', 'Label(look, "{n} frames".format(n=3))'])
def test_a_planted_label_is_named(tmp_path, planted):
    path = tmp_path / "widget.py"
    path.write_text(f'"""A widget."""\n{planted}\n', encoding="utf-8")
    assert next(untranslated(path), "").startswith(f"{path}:2: not in _(): ")


@pytest.mark.parametrize("fine", [
    'self.name.setText(_("Frames"))', 'self.setObjectName("Page")', 'Button(look, _("Stop"), "block", "small")',
    'x = count("{n} frame", "{n} frames", 3)', 'x = f"{number:.1f}"', 'label.setText("–")', 'box.setSuffix(" GB")',
    'set_property(self, "tone", "text_2")', 'KEY = "Ctrl+R"', 'x = "#FoxPanel QLineEdit { color: red }"',
    'TIME = re.compile("A [0-9]+")', 'def f(x: "Branch") -> "Branch":\n    """It returns the branch."""\n    return x'])
def test_what_is_no_language_is_let_through(tmp_path, fine):
    path = tmp_path / "widget.py"
    path.write_text(f'"""A widget."""\n{fine}\n', encoding="utf-8")
    assert list(untranslated(path)) == []


def idle(value, functions):
    """Whether a value is a callable that does nothing, or may become one."""
    if isinstance(value, ast.BoolOp):
        return any(idle(each, functions) for each in value.values)
    if isinstance(value, ast.IfExp):
        return idle(value.body, functions) or idle(value.orelse, functions)
    if isinstance(value, ast.Lambda):
        body = value.body
        return isinstance(body, ast.Constant) or (isinstance(body, (ast.Tuple, ast.List, ast.Dict))
                                                  and not list(ast.iter_child_nodes(body))[1:])
    name = value.id if isinstance(value, ast.Name) else value.attr if isinstance(value, ast.Attribute) else ""
    return name in functions


def does_nothing(function):
    return all(isinstance(each, ast.Pass) or (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))
               or (isinstance(each, ast.Return) and (each.value is None or isinstance(each.value, ast.Constant)))
               for each in function.body)


def idle_callbacks(path):
    """Yield file and line of each attribute or parameter whose value at first is a callable that does nothing."""
    tree = parsed(path)
    functions = {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef) and does_nothing(each)}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            for target in getattr(node, "targets", None) or [node.target]:
                attribute = isinstance(target, ast.Attribute) or isinstance(node.above, ast.ClassDef)
                if attribute and idle(node.value, functions):
                    yield f"{path}:{node.lineno}: {ast.unparse(target)} does nothing at first: make it a Signal"
        elif isinstance(node, ast.arguments):
            for default in (*node.defaults, *filter(None, node.kw_defaults)):
                if idle(default, functions):
                    yield f"{path}:{default.lineno}: a parameter does nothing by default: require it"


def test_a_widget_tells_its_owner_by_signals():
    assert [each for path in FILES for each in idle_callbacks(path)] == []


@pytest.mark.parametrize("planted", [
    "self.chosen: Callable[[int], None] = lambda _place: None", "self.keys = lambda _event: False",
    "view.opened = lambda: None", "self.act = act or (lambda: None)", "self.rows = lambda: ()",
    "self.closed = nothing"])
def test_a_planted_idle_callback_is_named(tmp_path, planted):
    path = tmp_path / "widget.py"
    source = f"class A:\n    def __init__(self, act):\n        {planted}\n\n\ndef nothing():\n    return None\n"
    path.write_text(source, encoding="utf-8")
    assert [each.rpartition(": ")[2] for each in idle_callbacks(path)] == ["make it a Signal"]
    assert next(idle_callbacks(path)).startswith(f"{path}:3: ")


def test_a_parameter_with_an_idle_default_is_named(tmp_path):
    path = tmp_path / "widget.py"
    path.write_text("def f(a, then=lambda: None):\n    then(a)\n", encoding="utf-8")
    assert list(idle_callbacks(path)) == [f"{path}:1: a parameter does nothing by default: require it"]


def test_a_callable_that_does_something_is_let_through(tmp_path):
    path = tmp_path / "widget.py"
    path.write_text("class A:\n    chosen = Signal(object)\n    def __init__(self, act):\n        self.act = act\n"
                    "        self.key = lambda row: row.id\n        self.model = Model(lambda node: ())\n",
                    encoding="utf-8")
    assert list(idle_callbacks(path)) == []


def kept_by_qt(path):
    """Yield file and line of each call that has Qt keep a Python object as the data of an item."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "setData":
            yield f"{path}:{node.lineno}: Qt keeps what setData is given: keep it yourself, by its row"


def test_qt_keeps_no_object_of_python():
    assert [each for path in FILES for each in kept_by_qt(path)] == []


def test_an_object_that_qt_would_keep_is_named(tmp_path):
    path = tmp_path / "widget.py"
    path.write_text("def fill(item, entry):\n    item.setData(ENTRY, entry)\n", encoding="utf-8")
    assert [each.partition(": ")[0] for each in kept_by_qt(path)] == [f"{path}:2"]


def put_off(path):
    """Yield file and line of each call that Qt makes later although who is called may be gone by then."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and called(node) == "singleShot":
            yield f"{path}:{node.lineno}: the call outlives its owner: put it off by slices.later"


def test_no_call_is_put_off_beyond_its_owner():
    assert [each for path in FILES for each in put_off(path)] == []


def test_a_call_that_outlives_its_owner_is_named(tmp_path):
    path = tmp_path / "widget.py"
    path.write_text("def show(self):\n    QTimer.singleShot(0, self._fit)\n", encoding="utf-8")
    assert [each.partition(": ")[0] for each in put_off(path)] == [f"{path}:2"]


def test_texts_are_joined_as_their_language_does():
    assert list(glued.every()) == []


@pytest.mark.parametrize("planted", [
    '", ".join(values)', '" · ".join(parts)', 'f"{_(\'Cost\')}: {cost}"', '_("Cost") + ": " + cost',
    'count("{n} file", "{n} files", 3) + f" ({cost})"', '"; ".join(map(str, values))'])
def test_a_text_that_is_joined_by_hand_is_named(tmp_path, planted):
    path = tmp_path / "core" / "words.py"
    path.parent.mkdir()
    path.write_text(f"def f(values, parts, cost):\n    return {planted}\n", encoding="utf-8")
    assert [each.partition(": ")[0] for each in glued.glued(path, tmp_path)] == ["core/words.py:2"]


@pytest.mark.parametrize("fine", [
    'listed(values)', 'f"{name}.{ending}"', 'f"{folder}/{name}"', 'f"{number} %"', '"".join(values)',
    'labelled(_("Cost"), cost)', 'f"{error}: {name}"'])
def test_what_no_language_joins_is_let_through(tmp_path, fine):
    path = tmp_path / "core" / "words.py"
    path.parent.mkdir()
    path.write_text(f"def f(values, name):\n    return {fine}\n", encoding="utf-8")
    assert list(glued.glued(path, tmp_path)) == []
