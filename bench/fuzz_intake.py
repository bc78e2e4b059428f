"""Random sessions, well formed and broken: does the farm's intake end every request where h11 ends it?

    .venv/3.11/bin/python -m bench.fuzz_intake [how many] [seed]

Each session goes to uvicorn's connection, in which h11 reads every byte, and to the farm's, in which the intake reads
the bodies of uploads; tests/farm/http/one_connection.py has both. Prints a tally. A session that both do not serve
alike, or that makes the farm log a traceback, is printed, as short as it still differs, and the bench ends with 1.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter

from tests.farm.http.one_connection import play

ENDS = [b"\r\n"] * 8 + [b"\n", b"\r\r\n", b"\r", b"\n\r\n", b"\r\n ", b"\r\n\t"]
TARGETS = [b"/storage/x", b"/storage/x?a=1", b"/storage/x/early", b"/storage/%ff", b"/storage/\xff", b"/storage/a b",
           b"/other", b"/storage/" + b"d/" * 2000]
VERSIONS = [b"HTTP/1.1"] * 6 + [b"HTTP/1.0", b"HTTP/2.0", b"http/1.1", b"HTTP/1.1 ", b""]
LENGTHS = [b"5", b"005", b"5, 5", b"5,6", b"+5", b"-5", b"5 ", b"0x5", b"99999999999999999999",
           b"999999999999999999999", b"", b"\xef\xbc\x95", b"5;5"]
FIELDS = [b"Host: a", b"Host: b", b"Connection: close", b"Expect: 100-continue", b"Connection: keep-alive, close",
          b"X: y", b" folded", b"\tfolded", b"X : y", b": y", b"bad", b"X: \x00", b"X: \x0b",
          b"Transfer-Encoding: chunked", b"Transfer-Encoding: Chunked", b"Transfer-Encoding: gzip, chunked",
          b"Transfer-Encoding: identity",
          b"Transfer-Encoding:\x0bchunked", b"Upgrade: websocket", b"Content-Length: 5", b"Content-Length: 6",
          b"Content-length : 5", b"X: " + b"y" * 3000]
SIZES = [b"5", b"05", b"5;a=b", b"5 ", b"5\t;a", b" 5", b"-5", b"+5", b"0x5", b"5_0", b"", b"g", b"5;\n", b"5\n",
         b"ffffffffffffffff", b"fffffffffffffffff", b"000000000000000000005", b"\xef\xbc\x95", b"5;" + b"a" * 600]
TRAILERS = [b"", b"", b"", b"X: y\r\n", b"X: y\n", b"bad\r\n", b" folded\r\n", b"X: y\r\n folded\r\n",
            b"Content-Length: 5\r\n", b"Content-Length: -\r\n", b"X: \x00\r\n", b": y\r\n", b"X : y\r\n", b"\r",
            b"X:\ty \t\r\n", b"X: y\xff\r\n"]
CONTENT = [b"hello", b"hello", b"\r\n\r\n\r\n", b"\n\n\nab", b"PUT /", b"0\r\n\r\n"]
Pieces = list[bytes]


def head(chance: random.Random, framing: list[bytes]) -> bytes:
    """The head of a request with some odd thing in it, mostly."""
    method = chance.choice([b"PUT"] * 8 + [b"GET", b"put", b"PUT ", b"\r\nPUT", b"\nPUT"])
    target = chance.choice(TARGETS[:3] if chance.random() < 0.7 else TARGETS)
    lines = [b" ".join((method, target, chance.choice(VERSIONS))), b"Host: a", *framing,
             *chance.sample(FIELDS, chance.choice([0, 0, 0, 1, 2]))]
    if chance.random() < 0.2:
        lines[1:] = chance.sample(lines[1:], len(lines) - 1)
    plain = chance.random() < 0.7
    end = b"\n" if chance.random() < 0.2 else b"\r\n"
    return b"".join(line + (end if plain else chance.choice(ENDS)) for line in lines) + (
        end if plain else chance.choice(ENDS))


def request(chance: random.Random) -> bytes:
    """One request with its body, counted or in chunks."""
    body = chance.choice(CONTENT)
    if chance.random() < 0.4:
        length = b"%d" % len(body) if chance.random() < 0.6 else chance.choice(LENGTHS)
        return head(chance, [b"Content-Length: " + length]) + body
    if chance.random() < 0.1:
        return head(chance, [])
    out = head(chance, [b"Transfer-Encoding: chunked"])
    for _chunk in range(chance.choice([0, 1, 1, 2, 3])):
        size = b"%x" % len(body) if chance.random() < 0.7 else chance.choice(SIZES)
        end, after = (b"\r\n", b"\r\n") if chance.random() < 0.8 else (chance.choice(ENDS), chance.choice(ENDS))
        out += size + end + body + after
    last = b"0\r\n" if chance.random() < 0.8 else chance.choice([b"0;a\r\n", b"00\r\n", b"0\n", b"0 \r\n"])
    return out + last + chance.choice(TRAILERS) + (b"\r\n" if chance.random() < 0.8 else chance.choice(ENDS))


def session(chance: random.Random) -> bytes:
    """Requests behind each other, the last one plain so that it tells where the one before has ended."""
    said = b"".join(request(chance) for _request in range(chance.choice([1, 1, 2])))
    if chance.random() < 0.15:
        at = chance.randrange(len(said))
        said = said[:at] + bytes([chance.randrange(256)]) + said[at + chance.choice([0, 1]) :]
    marker = b"PUT /storage/marker HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nm"
    return said + marker + b"GET /end HTTP/1.1\r\nHost: a\r\n\r\n"


def cut(chance: random.Random, said: bytes) -> Pieces:
    """The pieces in which a session arrives."""
    kind = chance.random()
    if kind < 0.5:
        return [said]
    if kind < 0.6:
        return [said[at : at + 1] for at in range(len(said))] if len(said) < 1500 else [said]
    places = sorted(chance.randrange(len(said)) for _cut in range(chance.choice([1, 2, 5])))
    return [said[start:end] for start, end in zip([0, *places], [*places, len(said)]) if end > start]


def differs(pieces: Pieces) -> str:
    """Return a sentence on how our intake and h11 differ over a session; empty where they agree."""
    own, wanted = play(pieces, own=True), play(pieces, own=False)
    if own.troubles:
        return f"traceback: {own.troubles[0][-300:]}"
    if stricter(own.answers, wanted.answers, pieces):
        return ""
    return "" if own.alike() == wanted.alike() else f"{own.alike()}\n    and not {wanted.alike()}"


def stricter(own: bytes, wanted: bytes, pieces: Pieces) -> bool:
    """Whether the farm refuses a size of more than 64 bits, which h11 takes: nothing behind it is served."""
    return own != wanted and b"HTTP/1.1 400 " in own and any(
        size in b"".join(pieces) for size in (b"fffffffffffffffff", b"000000000000000000005"))


def shortest(pieces: Pieces) -> Pieces:
    """The session without every part that it differs without."""
    said = b"".join(pieces)
    if differs([said]):
        pieces = [said]
    if len(pieces) > 1:
        return pieces
    step = max(1, len(said) // 2)
    while step:
        at = 0
        while at < len(said):
            less = said[:at] + said[at + step :]
            if less and differs([less]):
                said = less
            else:
                at += step
        step //= 2
    return [said]


def main(arguments: list[str]) -> int:
    """Compare the two for ``arguments[0]`` sessions of the seed ``arguments[1]``."""
    number = int(arguments[0]) if arguments else 3000
    seed = int(arguments[1]) if len(arguments) > 1 else random.randrange(1 << 30)  # noqa: S311 - repeatable
    chance, found, tally, began = random.Random(seed), set(), Counter[str](), time.monotonic()  # noqa: S311
    for _session in range(number):
        pieces = cut(chance, session(chance))
        wrong = differs(pieces)
        tally["different" if wrong else "alike"] += 1
        if wrong:
            short = shortest(pieces)
            if str(short) not in found:
                found.add(str(short))
                print(f"{short}\n    {differs(short)}")
    print(f"seed {seed}: {dict(tally)} of {number} sessions in {time.monotonic() - began:.1f} s")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
