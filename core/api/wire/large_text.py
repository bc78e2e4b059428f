"""A parameter of a call that is too long to be held as a text: it is signed, escaped and sent in pieces."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import tempfile
from collections.abc import Iterator, Mapping
from typing import IO, Any, Callable

from .signing import SIGNED_HEADERS, flatten

IN_MEMORY = 1 << 20


class LargeText:
    """The pieces of a text; they are asked for more than once, and are the same each time."""

    def __init__(self, pieces: Callable[[], Iterator[str]]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[str]:
        return self._pieces()


def is_large(body: Mapping[str, Any]) -> bool:
    """Whether a parameter of the body is a ``LargeText``."""
    return any(isinstance(value, LargeText) for value in body.values())


def sign_large(
    access_key: str, domain: str, path: str, headers: Mapping[str, str], body: Mapping[str, Any], method: str
) -> str:
    """Return the signature of ``signing.sign`` for a body that has a ``LargeText``."""
    large = {name: value for name, value in body.items() if isinstance(value, LargeText)}
    small = {name: value for name, value in body.items() if name not in large}
    signed = {name: headers[name] for name in SIGNED_HEADERS if name in headers}
    pairs: list[tuple[str, Any]] = sorted([*signed.items(), *flatten(small), *large.items()], key=lambda pair: pair[0])
    digest = hmac.new(access_key.encode(), f"[{method}]{domain}:{path}".encode(), hashlib.sha256)
    for name, value in pairs:
        digest.update(f"&{name}=".encode())
        for piece in value if isinstance(value, LargeText) else (value,):
            digest.update(piece.encode())
    return base64.b64encode(digest.digest()).decode()


def encode_large(body: Mapping[str, Any]) -> IO[bytes]:
    """Return the JSON of a body that has a ``LargeText``, in a file that is gone once it is closed."""
    file: IO[bytes] = tempfile.TemporaryFile(buffering=IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        before = "{"
        for name, value in body.items():
            file.write(f"{before}{json.dumps(name)}: ".encode())
            if isinstance(value, LargeText):
                file.write(b'"')
                for piece in value:
                    file.write(json.dumps(piece, ensure_ascii=False)[1:-1].encode())
                file.write(b'"')
            else:
                file.write(json.dumps(value, ensure_ascii=False).encode())
            before = ", "
        file.write(b"}")
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file
