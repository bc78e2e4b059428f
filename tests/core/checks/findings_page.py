"""docs/findings.md and its Chinese twin, read out of the code: ``python tests/core/checks/findings_page.py``."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from foxsubmit.core.common import i18n, po
from foxsubmit.core.model import finding_codes

ROOT = Path(__file__).parents[3]
CHECKS = ROOT / "core" / "checks"
PAGES = {"en": ROOT / "docs" / "findings.md", "zh_CN": ROOT / "docs" / "findings.zh.md"}
SUBJECTS = {
    "scene": ("The scene", "场景"), "files": ("Files", "文件"), "places": ("Where files lie", "文件位置"),
    "simulations": ("Simulations", "模拟"), "frames": ("Frames, tiles and outputs", "帧、分块与输出"),
    "order": ("The order of nodes", "节点顺序"), "target": ("Environment and hardware", "渲染环境与硬件"),
    "cards": ("Graphics cards", "显卡"), "account": ("The account", "账号"), "blender": ("Blender", "Blender"),
    "houdini": ("Houdini", "Houdini"), "max": ("3ds Max", "3ds Max"),
}
HEAD = {"en": """\
# What the findings mean

Each scene is checked before anything is sent. A finding says where the farm's result would differ from what you
expect, and what to do about it. A red finding prevents the submission; a yellow one is for you to decide; a grey one is
for information only. “Select in scene” selects the nodes concerned, and a button beside it applies the fix if there is
an automatic one.

The number is the one in `tips.json`, in `foxsubmit plan --json` and on the farm's own pages: numbers below 90000 are
the vendor's. “…” stands for names and figures of your scene. `python tests/core/checks/findings_page.py` generates
this page; a test notices when it is stale.
""", "zh_CN": """\
# 检查结果的含义

发送任何内容之前，每个场景都会先经过检查。检查结果说明农场会做什么与您预期不同的事，以及该如何处理。红色的结果会阻止提交；黄色的由您决定；灰色的仅供了解。
“在场景中选择”会选中相关节点；旁边的按钮会直接完成能自动处理的部分。

编号与 `tips.json`、`foxsubmit plan --json` 以及农场网页上的一致：小于 90000 的是厂商的编号。
“…”代表您场景中的名称和数值。
本页由 `python tests/core/checks/findings_page.py` 生成；内容过期时测试会提示。
"""}
BY_HAND: dict[str, dict[str, str]] = json.loads(
    Path(__file__).with_name("findings_by_hand.json").read_text(encoding="utf-8"))
"""Code -> its subject, and in each language what its sentences do not say, or where they stand elsewhere."""


KINDS = {"en": "Some kinds of files have a code of their own in some applications: {}.",
         "zh_CN": "部分软件中，某些类型的文件有各自的编号：{}。"}
BUTTON = {"en": "Buttons", "zh_CN": "按钮"}


MARKS = 2  # words: what has fewer only puts other texts together


class Said:
    """What one code is about: why it is checked, the sentences, and the labels of buttons."""

    def __init__(self) -> None:
        self.why: list[str] = []
        self.sentences: list[str] = []
        self.buttons: list[str] = []

    def add(self, why: str, sentences: list[str], buttons: list[str]) -> None:
        """Add what one check says, each once."""
        for kept, more in ((self.why, [why] if why else []), (self.sentences, sentences), (self.buttons, buttons)):
            kept += [each for each in more if each not in kept]


def constants() -> dict[str, str]:
    """Name -> code, of every code but those that are told apart by kind of file."""
    return {name: value for name, value in vars(finding_codes).items() if name.isupper() and isinstance(value, str)}


def of_module(name: str) -> dict[str, Said]:
    """Return the texts of the checks of one module, by the name of the code."""
    tree = ast.parse((CHECKS / f"{name}.py").read_text(encoding="utf-8"))
    functions = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}
    found: dict[str, Said] = {}
    for function in functions.values():
        _of_function(function, functions, found)
    return found


def _of_function(function: ast.FunctionDef, functions: dict[str, ast.FunctionDef], found: dict[str, Said]) -> None:
    why = (ast.get_docstring(function) or "").partition("\n\n")[0].replace("\n", " ")
    helpers = [functions[node.id] for node in ast.walk(function)
               if isinstance(node, ast.Name) and node.id in functions and node.id != function.name]
    own: dict[str, tuple[list[str], list[str]]] = {}
    inside: set[ast.AST] = set()
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        for code in [name for each in call.args for name in _codes(each)]:
            sentences, buttons = own.setdefault(code, ([], []))
            sentences += _texts(call, fixes=False)
            buttons += _texts(call, fixes=True)
            inside.update(ast.walk(call))
    around = [text for text in _texts(function, fixes=False) if text not in
              [each for sentences, _buttons in own.values() for each in sentences]]
    fixes = [text for each in (function, *helpers) for text in _texts(each, fixes=True)
             if text not in [label for _sentences, buttons in own.values() for label in buttons]]
    # A check of missing files leaves it to a helper which code a kind of file has.
    public = [] if function.name.startswith("_") else [code for each in helpers for code in _codes(each)]
    for code in dict.fromkeys(_codes(function) or public):
        sentences, buttons = own.get(code, ([], []))
        alone = len(own) < 2  # else nobody can say to which of them they belong
        helped = [text for each in helpers if not _codes(each) for text in _texts(each, fixes=False)]
        worded = [each for each in sentences or around or helped if _words(each) > MARKS]
        found.setdefault(code, Said()).add(
            why if not function.name.startswith("_") else "", worded, buttons or (fixes if alone else []))


def _codes(node: ast.AST) -> list[str]:
    names = constants()
    return [each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)
            and isinstance(each.value, ast.Name) and each.value.id == "codes" and each.attr in names]


def _texts(node: ast.AST, *, fixes: bool) -> list[str]:
    """The texts for people below a node, of several only: those of buttons, or all others."""
    labels = {id(part) for each in ast.walk(node) if isinstance(each, ast.Call) and _called(each) == "Fix"
              for part in ast.walk(each)}
    found = []
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and _called(each) in {"_", "count"} and (id(each) in labels) is fixes:
            words = [part.value for part in each.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
            found += words[-1:]
    return list(dict.fromkeys(found))


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def page(language: str) -> str:
    """The page in one language."""
    said = {module: of_module(module) for module in SUBJECTS}
    parts = [HEAD[language]]
    named: set[str] = set()
    for module, headings in SUBJECTS.items():
        parts.append(f"## {headings[language != 'en']}\n")
        for name in constants():
            if (name in said[module] or BY_HAND.get(name, {}).get("subject") == module) and name not in named:
                named.add(name)
                merged = Said()
                for each in said.values():
                    if name in each:
                        merged.add(" ".join(each[name].why), each[name].sentences, each[name].buttons)
                parts += _entry(name, merged, language)
    return "\n".join(parts)


def _entry(name: str, said: Said, language: str) -> Iterator[str]:
    yield f"### {constants()[name]} {_title(name, said, language)}\n"
    if name in BY_HAND:
        yield BY_HAND[name][language] + "\n"
    elif language == "en" and said.why:
        yield " ".join(said.why) + "\n"
    if name == "MISSING_FILE":
        kinds = ", ".join(f"{code} ({kind})" for kind, code in finding_codes.MISSING.items())
        yield KINDS[language].format(kinds) + "\n"
    for sentence in said.sentences if name not in BY_HAND else ():
        yield f"> {_plain(sentence, language)}\n"
    if said.buttons:
        labels = (", " if language == "en" else "、").join(
            dict.fromkeys(f"**{_plain(each, language)}**" for each in said.buttons))
        yield f"{BUTTON[language]}: {labels}\n" if language == "en" else f"{BUTTON[language]}：{labels}\n"


def _title(name: str, said: Said, language: str) -> str:
    """What the finding is called: in English as in the code, else the beginning of what it says."""
    if language == "en":
        return name.replace("_", " ").capitalize()
    text = BY_HAND[name][language] if name in BY_HAND else _plain(said.sentences[0], language)
    return re.split("[：。；]", text)[0]


def _words(text: str) -> int:
    return len(re.findall(r"[a-z]{2,}", _plain(text, "en")))


def _plain(text: str, language: str) -> str:
    if language != "en":
        text = _catalogue(language).get(text, (text,))[-1]
    return re.sub(r"\{n\}", "N", re.sub(r"\{\{?(?!n\})[^}]*\}\}?", "…", text))


def _catalogue(language: str) -> dict[str, tuple[str, ...]]:
    """The translations, by singular and by plural."""
    path = i18n.FOLDER / f"{language}.po"
    if language not in _CATALOGUES:
        forms = po.read(path.read_text(encoding="utf-8"))
        plurals = dict(re.findall(r'msgid "((?:[^"\\]|\\.)*)"\nmsgid_plural "((?:[^"\\]|\\.)*)"',
                                  re.sub(r'"\n"', "", path.read_text(encoding="utf-8"))))
        unescaped = {key.replace('\\"', '"'): value.replace('\\"', '"') for key, value in plurals.items()}
        _CATALOGUES[language] = {**forms, **{unescaped[key]: value for key, value in forms.items() if key in unescaped}}
    return _CATALOGUES[language]


_CATALOGUES: dict[str, dict[str, tuple[str, ...]]] = {}


if __name__ == "__main__":
    for spoken, path in PAGES.items():
        path.write_text(page(spoken), encoding="utf-8")
