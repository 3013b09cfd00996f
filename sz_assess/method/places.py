"""Where the files of an assessment are: in its folder first, else among those that travel with the engine."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath, PureWindowsPath

from sz_assess.errors import Refused
from sz_assess.expression import suggest
from sz_assess.resources import Kind, shipped
from sz_assess.text import Text, msg

METHODS: Kind = "indicator_specs"
WEIGHTS: Kind = "weights"
MAX_PATH, MAX_NAME = 1000, 250
"""Longer paths, in characters, and names, in bytes, are none that systems have."""
ENDINGS = (".yaml", ".yml")

_NAME = re.compile(r"[\w][\w.-]*")


def inside(folder: Path, text: str) -> Path:
    """A path that a file names, which may not lead out of the folder. Raises :class:`~sz_assess.errors.Refused`."""
    parts = PureWindowsPath(text)
    if not text.strip() or parts.anchor or PurePosixPath(text).anchor or ".." in parts.parts:
        raise Refused(f'"{text}"', _INSIDE)
    if len(text) > MAX_PATH or any(len(part.encode()) > MAX_NAME for part in parts.parts):
        raise Refused(f'"{text[:40]}…"', msg("a path that is not longer than those of files"))
    path = folder / PurePosixPath(text.replace("\\", "/"))
    if not path.resolve().is_relative_to(folder.resolve()):
        raise Refused(msg("{path}, a link that leads out of the folder", path=f'"{text}"'), _INSIDE)
    return path


_INSIDE = msg("a path within the assessment folder")


def find_method(folder: Path, code: str) -> Path:
    """The method's folder. Raises Refused."""
    own = inside(folder, f"{METHODS}/{code}")
    if own.is_dir():
        return own
    known = {path.name: path for place in (folder / METHODS, shipped(METHODS)) for path in _sorted(place, "*/")}
    expected = msg("a folder of {kind}: {names}", kind=METHODS, names=list(known) or ["—"])
    return _one(code, known, msg("the method {code}", code=code), expected)


def find_weights(folder: Path, name: str) -> Path:
    """The weights file of a name. Raises Refused."""
    if not _NAME.fullmatch(name):
        raise Refused(f'"{name}"', msg("the name of a file of {kind}, without its ending", kind=WEIGHTS))
    own = inside(folder, f"{WEIGHTS}/{name}.yaml")
    if own.is_file():
        return own
    known = {path.stem: path for place in (folder / WEIGHTS, shipped(WEIGHTS)) for path in _sorted(place, "*.yaml")}
    expected = msg("a file of {kind}: {names}", kind=WEIGHTS, names=list(known) or ["—"])
    return _one(name, known, msg("the weights {name}", name=name), expected)


def _one(name: str, known: dict[str, Path], found: Text, expected: Text) -> Path:
    """The path of a name. Raises Refused with the nearest name that there is."""
    if name not in known:
        raise Refused(found, expected, suggest(name, list(known)))
    return known[name]


def is_path(text: str) -> bool:
    """Whether what is said on the command line is a file rather than a name."""
    return text.endswith(ENDINGS) or "/" in text or "\\" in text


def name_in_messages(path: Path, folder: Path) -> str:
    """Relative to the assessment folder; for what is shipped, relative to the place of all shipped files."""
    for base in (folder.resolve(), shipped(METHODS).parent.resolve()):
        if path.resolve().is_relative_to(base):
            return path.resolve().relative_to(base).as_posix()
    return path.as_posix()


def _sorted(place: Path, pattern: str) -> list[Path]:
    return sorted(path for path in place.glob(pattern) if not path.name.startswith((".", "_")))
