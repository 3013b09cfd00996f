"""Compiled templates, kept where Python keeps the compiled modules of a folder: compiling takes longer than rendering.

They are trusted as far as those modules are, which stand in ``__pycache__`` folders too, or where PYTHONPYCACHEPREFIX
says; under PYTHONDONTWRITEBYTECODE none are kept. A template is compiled again where anything that its code depends on
is another than it was, and where the file is not whole.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import tempfile
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

_DIGEST = hashlib.sha256().digest_size


class Kept(BytecodeCache):
    """Keeps code beside its template. ``makers``: the modules that decide how templates are compiled."""

    def __init__(self, *makers: str) -> None:
        self._makers = hashlib.sha256(MAGIC_NUMBER + jinja2.__version__.encode())
        for maker in makers:
            self._makers.update(hashlib.sha256(Path(maker).read_bytes()).digest())

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The template's own path; nothing for a template that is no file."""
        return filename or ""

    def get_source_checksum(self, source: str) -> str:
        """Of the template, and of all that makes code of it."""
        return self._makers.hexdigest() + hashlib.sha256(source.encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code that is kept, if it is of this template and whole."""
        place = _place(bucket.key)
        with suppress(OSError):
            kept = place.read_bytes() if place is not None else b""
            digest, code = kept[:_DIGEST], kept[_DIGEST:]
            if code and digest == _digest(bucket, code):
                bucket.code = marshal.loads(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep code, all of it or nothing; a folder that can't be written keeps none."""
        place = _place(bucket.key)
        if place is None or sys.dont_write_bytecode:
            return
        code = marshal.dumps(bucket.code)
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=place.parent, prefix=place.name)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_digest(bucket, code) + code)
                Path(name).replace(place)
            except OSError:
                Path(name).unlink(missing_ok=True)


def _place(path: str) -> Path | None:
    """Where the code of a template is kept; None where this Python keeps none, or for a template that is no file."""
    if not path or sys.implementation.cache_tag is None:
        return None
    return Path(cache_from_source(path))


def _digest(bucket: Bucket, code: bytes) -> bytes:
    return hashlib.sha256(bucket.checksum.encode() + code).digest()
