"""A small reader of MAXScript: it runs what our package for 3ds Max is written in, and refuses whatever else there is.

Names are found in the order of blocks and without regard to case, as in MAXScript; a name that nobody made is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, Optional

TOKEN = re.compile(r"""
    (?P<skip>[ \t\r]+ | --[^\n]* | \ufeff)
  | (?P<line>\n | ;)
  | (?P<string>"(?:\\.|[^"\\])*")
  | (?P<number>0x[0-9a-fA-F]+ | (?:(?<=\s)-)?\d+(?:\.\d+)?)
  | (?P<name>\#\w+)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<sign>[()=+.:])
""", re.VERBOSE)
ESCAPES = {"n": "\n", "t": "\t", "\\": "\\", '"': '"'}
KEYWORDS = {"if", "do", "try", "catch", "local", "global", "fn", "not", "and", "or", "on", "macroscript"}


class ScriptError(Exception):
    """An error of the script itself, which ``try`` catches."""


class Token(NamedTuple):
    kind: str
    text: str


def tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise SyntaxError(f"MAXScript: {text[at:at + 40]!r}")
        at, kind = match.end(), str(match.lastgroup)
        if kind == "word" and match[0].lower() in KEYWORDS:
            kind = "keyword"
        if kind != "skip":
            yield Token(kind, match[0].lower() if kind in ("keyword", "word") else match[0])
    yield Token("line", "\n")
    yield Token("end", "")


class Block(dict[str, Any]):
    """Names of a block of a script; those of the blocks around it are seen in it."""

    def __init__(self, around: Optional[Block] = None, names: Mapping[str, Any] = {}) -> None:
        super().__init__({name.lower(): value for name, value in names.items()})
        self.around = around

    def holder(self, name: str) -> Block:
        block: Optional[Block] = self
        while block is not None:
            if name in block:
                return block
            block = block.around
        raise ScriptError(f"{name} is not known")

    def outermost(self) -> Block:
        return self if self.around is None else self.around.outermost()


Step = Callable[[Block], Any]


class Reader:
    """Turns tokens into steps; each is called with the block in which it happens."""

    def __init__(self, text: str) -> None:
        self._tokens = list(tokens(text))
        self._at = 0

    def script(self) -> Step:
        return self._statements("end")

    def _peek(self) -> Token:
        return self._tokens[self._at]

    def _next(self, kind: str = "", text: str = "") -> Token:
        token = self._tokens[self._at]
        if (kind and token.kind != kind) or (text and token.text != text):
            raise SyntaxError(f"MAXScript: {token.text!r} where {text or kind} should be")
        self._at += 1
        return token

    def _is(self, *texts: str) -> bool:
        return self._peek().kind in ("keyword", "sign") and self._peek().text in texts

    def _lines(self) -> None:
        while self._peek().kind == "line":
            self._at += 1

    def _statements(self, end: str) -> Step:
        steps = []
        self._lines()
        while not (self._peek().kind == end or (end == ")" and self._is(")"))):
            steps.append(self._statement())
            if not (self._peek().kind == "line" or (end == ")" and self._is(")"))):
                raise SyntaxError(f"MAXScript: {self._peek().text!r} after a statement")
            self._lines()
        self._at += 1

        def run(block: Block) -> Any:
            value = None
            for step in steps:
                value = step(block)
            return value

        return run

    def _statement(self) -> Step:
        self._lines()
        word = self._peek().text if self._peek().kind == "keyword" else ""
        forms = {"local": self._local, "global": self._global, "if": self._if, "try": self._try, "fn": self._function,
                 "macroscript": self._macro}
        if word in forms:
            self._at += 1
            return forms[word]()
        if self._peek().kind == "word" and self._tokens[self._at + 1] == Token("sign", "="):
            name = self._next().text
            value = self._value()
            return lambda block: block.holder(name).__setitem__(name, value(block))
        return self._expression()

    def _value(self) -> Step:
        self._next("sign", "=")
        return self._statement()

    def _local(self) -> Step:
        name = self._next("word").text
        value = self._value() if self._is("=") else lambda block: None
        return lambda block: block.__setitem__(name, value(block))

    def _global(self) -> Step:
        name = self._next("word").text
        return lambda block: block.outermost().setdefault(name, None)

    def _if(self) -> Step:
        condition = self._expression()
        self._next("keyword", "do")
        then = self._statement()
        return lambda block: then(block) if condition(block) else None

    def _try(self) -> Step:
        tried = self._statement()
        self._next("keyword", "catch")
        caught = self._statement()

        def run(block: Block) -> Any:
            try:
                return tried(block)
            except Exception as error:
                message = str(error)
                return caught(Block(block, {"getCurrentException": lambda: message}))

        return run

    def _function(self) -> Step:
        name, body = self._next("word").text, self._value()

        def run(block: Block) -> None:
            (block.holder(name) if name in block.outermost() else block)[name] = lambda: body(Block(block))

        return run

    def _macro(self) -> Step:
        name, given, handlers = self._next("word").text, self._named(), {}
        self._lines()
        self._next("sign", "(")
        self._lines()
        while not self._is(")"):
            self._next("keyword", "on")
            event = self._next("word").text
            self._next("keyword", "do")
            handlers[event] = self._statement()
            self._lines()
        self._at += 1

        def run(block: Block) -> None:
            options = {key: value(block) for key, value in given.items()}
            block.holder("macros")["macros"].append(
                {"name": name, **options, **{event: (lambda step=step: step(Block(block)))
                                             for event, step in handlers.items()}})

        return run

    def _expression(self) -> Step:
        if self._is("not"):
            self._at += 1
            denied = self._operand()
            left: Step = lambda block: not denied(block)  # noqa: E731
        else:
            left = self._call()
        while self._is("and", "or", "+"):
            left = self._joined(left, self._next().text)
        return left

    def _joined(self, left: Step, sign: str) -> Step:
        self._lines()
        right = self._expression()
        if sign == "+":
            return lambda block: left(block) + right(block)
        if sign == "and":
            return lambda block: bool(left(block)) and bool(right(block))
        return lambda block: bool(left(block)) or bool(right(block))

    def _call(self) -> Step:
        """A value, or a function with what is given to it on the same line."""
        called = self._operand()
        given, named = [], {}
        while self._begins_operand():
            if self._peek().kind == "word" and self._tokens[self._at + 1] == Token("sign", ":"):
                named.update(self._named())
            else:
                given.append(self._operand())
        if not given and not named:
            return called
        return lambda block: called(block)(*(each(block) for each in given),
                                           **{key: value(block) for key, value in named.items()})

    def _named(self) -> dict[str, Step]:
        found = {}
        while self._peek().kind == "word" and self._tokens[self._at + 1] == Token("sign", ":"):
            name = self._next().text
            self._at += 1
            found[name] = self._operand()
        return found

    def _begins_operand(self) -> bool:
        return self._peek().kind in ("string", "number", "name", "word") or self._is("(")

    def _operand(self) -> Step:
        step = self._simple()
        while self._is(".") or (self._is("(") and self._tokens[self._at + 1] == Token("sign", ")")):
            if self._next().text == "(":
                self._at += 1
                step = self._without(step)
            else:
                step = self._part(step, self._next("word").text)
        return step

    @staticmethod
    def _without(called: Step) -> Step:
        return lambda block: called(block)()

    @staticmethod
    def _part(whole: Step, name: str) -> Step:
        def run(block: Block) -> Any:
            value = whole(block)
            found = [each for each in dir(value) if each.lower() == name]
            if not found:
                raise ScriptError(f"{value!r} has no {name}")
            return getattr(value, found[0])

        return run

    def _simple(self) -> Step:
        token = self._next()
        if token == Token("sign", "("):
            inside = self._statements(")")
            return lambda block: inside(Block(block))
        if token.kind == "string":
            text = re.sub(r"\\(.)", lambda match: ESCAPES[match[1]], token.text[1:-1])
            return lambda block: text
        if token.kind == "number":
            number = int(token.text, 0) if "." not in token.text else float(token.text)
            return lambda block: number
        if token.kind == "name":
            return lambda block: token.text
        if token.kind == "word":
            return lambda block: block.holder(token.text)[token.text]
        raise SyntaxError(f"MAXScript: {token.text!r} where a value should be")


def run(text: str, names: Block) -> None:
    """Run a script; what it makes global stays in ``names``."""
    Reader(text).script()(names)
