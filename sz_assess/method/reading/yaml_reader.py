"""YAML files read safely, with the line and column of every key and value.

What is read is plain data: mappings, sequences (as tuples), texts, whole and decimal numbers, true and false, null, by
the rules of YAML 1.2 (``yes`` and ``on`` are texts). No tags, no anchors and aliases (refused altogether, so nothing
can be blown up), no repeated keys, no number that would lose digits, bounds on size and depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sz_assess.errors import InputError, Problem, Words
from sz_assess.method.reading.plain_yaml import Unplain, read_plain
from sz_assess.method.reading.text_file import read_text
from sz_assess.method.reading.yaml_values import MAX_DEPTH, KeyPath, Place, Step, plain_value
from sz_assess.text import Text, msg

MAX_BYTES = 2_000_000
MAX_PROBLEMS = 50


@dataclass(frozen=True)
class YamlFile:
    """A file as read. ``file`` is its name in messages; ``data`` its plain content, sequences as tuples."""

    file: str
    data: Any
    keys: dict[KeyPath, Place] = field(default_factory=dict, repr=False)
    values: dict[KeyPath, Place] = field(default_factory=dict, repr=False)

    def key_place(self, path: KeyPath) -> Place:
        """Where an entry's key stands; for an element of a sequence its value, for what is not there its parent."""
        while path and path not in self.keys and path not in self.values:
            path = path[:-1]
        return self.keys.get(path) or self.values.get(path, (1, 1))

    def value_place(self, path: KeyPath) -> Place:
        """Where an entry's value stands; for what is not there, that of its nearest parent."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))

    def problem(
        self, path: KeyPath, found: Words, expected: Words, mend: Words = "", *, at_key: bool = False
    ) -> Problem:
        """A problem with an entry of this file."""
        line, column = self.key_place(path) if at_key else self.value_place(path)
        return Problem(self.file, found, expected, mend, written_path(path), line, column)


def written_path(path: KeyPath) -> str:
    """``indicators[2].scoring.within``; sequences count from 0, as in other tools."""
    out = ""
    for step in path:
        out += f"[{step}]" if isinstance(step, int) and step < _FIRST_KEY else f".{step}"
    return out.removeprefix(".")


_FIRST_KEY = 1000
"""Whole numbers from here on are keys (years), below are positions."""


def read_yaml(path: Path, file: str) -> YamlFile:
    """Read a file; ``file`` is its name in messages. Raises InputError with all that is wrong, each with its line."""
    return parse_yaml(read_text(path, file, MAX_BYTES), file)


def parse_yaml(text: str, file: str) -> YamlFile:
    """Read YAML from a text whose top is a mapping. Raises InputError."""
    try:
        return YamlFile(file, *read_plain(text))
    except Unplain:
        return parse_any_yaml(text, file)


def parse_any_yaml(text: str, file: str) -> YamlFile:
    """:func:`parse_yaml` by the full parser."""
    composer = _Composer(file, text)
    out = composer.read()
    if not composer.problems and not isinstance(out.data, dict):
        found = msg("an empty file") if out.data is None else msg("a file that is no mapping at its top")
        composer.problems.append(
            out.problem((), found, msg("entries of the form key: value"), msg("start with the file's first key"))
        )
    if composer.problems:
        raise InputError(composer.problems)
    return out


class _Stop(Exception):
    """Reading can't go on; the problem is noted."""


class _Composer:
    """Builds data and places from the parser's events, noting every problem on the way."""

    def __init__(self, file: str, text: str) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self.anchors: set[str] = set()
        self.out = YamlFile(file, None)

    def read(self) -> YamlFile:
        data = None
        try:
            events = self._events()
            documents = 0
            for event in events:
                if isinstance(event, DocumentStartEvent):
                    documents += 1
                    self._document(event, documents)
                elif not isinstance(event, DocumentEndEvent) and _is_node(event):
                    data = self._node(event, events, (), 0)
        except _Stop:
            pass
        return YamlFile(self.out.file, data, self.out.keys, self.out.values)

    def _events(self) -> Iterator[Event]:
        try:
            yield from YAML(typ="safe", pure=True).parse(self.text)
        except MarkedYAMLError as error:
            self._syntax(error)
            raise _Stop from None
        except (YAMLError, ValueError, IndexError, AssertionError) as error:
            self._note((1, 1), (), msg("a text that is no YAML ({words})", words=str(error)[:200]), _SHAPE)
            raise _Stop from None

    def _document(self, event: DocumentStartEvent, documents: int) -> None:
        if event.version is not None or event.tags:
            self._note(_place(event), (), msg("a directive (a line with %)"), msg("plain entries"), msg("delete it"))
        if documents > 1:
            mend = msg("delete the line --- and what follows, or move it to a file of its own")
            self._note(_place(event), (), msg("a second document in one file"), msg("one document a file"), mend)
            raise _Stop

    def _note(self, place: Place, path: KeyPath, found: Words, expected: Words, mend: Words = "") -> None:
        self.problems.append(Problem(self.out.file, found, expected, mend, written_path(path), *place))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Stop

    def _anchor(self, place: Place, path: KeyPath, found: Text) -> None:
        """An anchor or alias; each is named once, wherever else it stands."""
        if str(found) not in self.anchors:
            self.anchors.add(str(found))
            self._note(place, path, found, _NO_ALIAS, _REPEAT)

    def _node(self, event: Event, events: Iterator[Event], path: KeyPath, depth: int) -> Any:
        empty = isinstance(event, ScalarEvent) and not event.value and not event.style
        place = self.out.keys.get(path, _place(event)) if empty else _place(event)
        self.out.values[path] = place
        if depth > MAX_DEPTH:
            self._note(place, path, msg("entries nested deeper than {n}", n=MAX_DEPTH), msg("a flatter file"))
            raise _Stop
        if isinstance(event, AliasEvent):
            self._anchor(place, path, msg("the alias *{name}", name=event.anchor))
            return None
        if (anchor := getattr(event, "anchor", None)) is not None:
            self._anchor(place, path, msg("the anchor &{name}", name=anchor))
        tag = getattr(event, "tag", None)
        if tag is not None and str(tag) not in {"None", ""}:
            self._note(place, path, msg("the tag {tag}", tag=str(tag)), msg("a plain value"), msg("delete the tag"))
        if isinstance(event, ScalarEvent):
            return self._scalar(event, path, place)
        if isinstance(event, SequenceStartEvent):
            parts: list[Any] = []
            while not isinstance(part := next(events), SequenceEndEvent):
                parts.append(self._node(part, events, (*path, len(parts)), depth + 1))
            return tuple(parts)
        return self._mapping(events, path, depth)

    def _mapping(self, events: Iterator[Event], path: KeyPath, depth: int) -> dict[Step, Any]:
        out: dict[Step, Any] = {}
        seen: dict[str, Place] = {}
        while not isinstance(event := next(events), MappingEndEvent):
            place = _place(event)
            key = self._key(event, events, path, depth)
            first = seen.setdefault(str(key), place)
            here = (*path, key)
            if first is not place:
                found = msg("the key {key} a second time; it stands in line {line} already", key=key, line=first[0])
                self._note(place, here, found, msg("every key once"), msg("delete one of the two"))
                here = (*path, f"{key} ({place[0]})")
            self.out.keys[here] = place
            value = self._node(next(events), events, here, depth + 1)
            out.setdefault(key, value)
        return out

    def _key(self, event: Event, events: Iterator[Event], path: KeyPath, depth: int) -> Step:
        place = _place(event)
        if not isinstance(event, ScalarEvent) or event.anchor is not None or event.tag is not None:
            self._note(place, path, msg("a key that is no plain text"), msg("a word as key"))
            if not isinstance(event, ScalarEvent | AliasEvent):
                self._node(event, events, path, depth + 1)
            return f"({place[0]}:{place[1]})"
        key = self._scalar(event, path, place)
        if isinstance(key, bool | float) or key is None or key == "":
            shown = event.value or msg("nothing")
            self._note(place, path, msg("{key} as a key", key=shown), msg("a word as key"), msg("put it in quotes"))
            return f"({place[0]}:{place[1]})"
        return key if isinstance(key, int) else str(key)

    def _scalar(self, event: ScalarEvent, path: KeyPath, place: Place) -> Any:
        if event.style or (event.tag is not None and not event.implicit[0]):
            return event.value
        value = plain_value(event.value)
        if isinstance(value, Text):
            self._note(place, path, event.value, value, msg("put it in quotes if it is meant as a text"))
            return None
        return value

    def _syntax(self, error: MarkedYAMLError) -> None:
        opened = "flow" in (error.context or "") or "quoted" in (error.context or "")
        mark = (error.context_mark if opened else None) or error.problem_mark or error.context_mark
        lines = self.text.split("\n")
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        shown = lines[line - 1].strip()[:80]
        found = msg("{text}, which can't be read here", text=shown) if shown else msg("an unfinished entry")
        near = lines[max(line - 2, 0) : line]
        self._note((line, column), (), found, _SHAPE, _mend(near, f"{error.context} {error.problem}"))


_SHAPE = msg("key: value, with the keys of one entry below each other")
_NO_ALIAS = msg("values written out; anchors and aliases are not allowed")
_REPEAT = msg("write the value where it is needed")

_FULL_WIDTH = {"：": ": ", "，": ", ", "“": '"', "”": '"', "｛": "{", "｝": "}", "［": "[", "］": "]", "\u3000": " "}


def _mend(near: list[str], problem: str) -> Words:
    """What to do about a line that is no YAML, by what it and the line above hold."""
    line = near[-1]
    for sign, plain in _FULL_WIDTH.items():
        if any(sign in text for text in near):
            return msg("a full-width {sign} stands nearby; write {plain}", sign=repr(sign), plain=repr(plain))
    if any("\t" in text for text in near):
        return msg("indent with blanks, not with the tab key")
    if "quoted" in problem:
        return msg("close the quotation mark")
    if "flow" in problem:
        return msg("close the bracket, and put a comma between the parts")
    if re.search(r"(?:^|[:-]\s)\s*[%@`&*!|>]", line):
        return msg("put a text that starts with a sign such as % or @ in quotes")
    if "mapping values" in problem or line.count(": ") > 1:
        return msg("put a text that holds a colon in quotes; check the indentation of this line and the one above")
    return msg("check the indentation, the colon after the key, and quotation marks and brackets above it")


def _place(event: Event) -> Place:
    return (event.start_mark.line + 1, event.start_mark.column + 1)


def _is_node(event: Event) -> bool:
    return isinstance(event, AliasEvent | ScalarEvent | SequenceStartEvent | MappingStartEvent)
