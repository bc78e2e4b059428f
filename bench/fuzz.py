"""Random frame strings, paths and patterns: each gives a value or one clear error.

    .venv/3.11/bin/python bench/fuzz.py [how many] [seed]

Prints the tally of one run. Anything but a value or a BadInput with a sentence ends it, and names the text.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable

from foxsubmit.core.assets.sequence import split
from foxsubmit.core.assets.tokens import expression, has_tokens
from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.model.frames import count, parse, text
from foxsubmit.core.model.server_paths import Places, server_path

SLOW = 1.0  # seconds for one text; nothing may come near
FRAMES = [*"0123456789-,[]x ;", "1-10", "－", "，", "²", "99999999999", "\n", "é", "1.5"]
ROOTS = ["", "", "/", "/mnt/", "D:/", "d:\\", "//nas/share/", "\\\\nas\\share\\", "\\\\?\\D:\\", "\\\\?\\UNC\\nas\\s\\"]
PATHS = [*"/\\:.? aD", "..", "D:", "//", "\\\\?\\", "UNC\\", "纹理", "\0", "a" * 300, "\udfff", "e\u0301"]
TOKENS = ["<UDIM>", "<u>", "<V>", "<UVTILE>", "_MAPID_", "%(UDIM)d", "####", "#", "%04d", "%d", "%", "$F", "$F4",
          "${F4}", "$FF", "$T", "$SF", "$TEX", "<f>", "<frame04>", "<", "*", "?", "`", "`a/b`", "[", "(", ")", "+", "/",
          "\\", "0012", "1", "a", "纹", "\n"]


def frames(typed: str) -> None:
    """A range is read back as itself, and its union has no frame twice."""
    ranges = parse(typed)
    assert parse(text(ranges)) == ranges  # noqa: S101 - what a fuzzer is for
    assert count(ranges) > 0  # noqa: S101


def path(typed: str) -> None:
    """A place is absolute and holds no part that means another."""
    place = server_path(typed)
    assert place.startswith("/")  # noqa: S101
    assert not {"", ".", ".."} & set(place[1:].split("/"))  # noqa: S101
    assert Places(folds=True).place(typed) == place  # noqa: S101


def pattern(typed: str) -> None:
    """A pattern can be looked for in any name."""
    for part in split(f"/{typed}")[1]:
        if has_tokens(part):
            for name in (part, "a0012.1001_u1_v1", "1" * 60):
                expression(part).numbers(name)


def tried(call: Callable[[str], None], typed: str) -> str:
    """What came of one text."""
    started = time.process_time()  # not of the clock: the machine may do something else meanwhile
    try:
        call(typed)
        result = "value"
    except BadInput as error:
        if not str(error).endswith("."):
            raise AssertionError(f"no sentence for {typed!r}: {error}") from error
        result = "BadInput"
    except Exception as error:
        raise AssertionError(f"{call.__name__}({typed!r}) raised {error!r}") from error
    if time.process_time() - started > SLOW:
        raise AssertionError(f"{call.__name__}({typed!r}) took more than {SLOW} s")
    return result


def main() -> None:
    """All three kinds by turns."""
    many, seed = [int(argument) for argument in sys.argv[1:]] + [1_000_000, 1][len(sys.argv) - 1:]
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    kinds = ((frames, FRAMES), (path, PATHS), (pattern, TOKENS))
    tally: Counter[tuple[str, str]] = Counter()
    started = time.perf_counter()
    for number in range(many):
        call, pieces = kinds[number % len(kinds)]
        start = chance.choice(ROOTS) if call is path else ""  # or nearly no path would say where it is
        typed = start + "".join(chance.choices(pieces, k=chance.randint(0, 12)))
        tally[call.__name__, tried(call, typed)] += 1
    for (name, result), times in sorted(tally.items()):
        print(f"{name:<8} {result:<9} {times:>9,}")
    print(f"{many:,} texts in {time.perf_counter() - started:.0f} s, seed {seed}")


if __name__ == "__main__":
    main()
