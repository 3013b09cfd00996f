"""The plain part of YAML, read ten times as fast as by the full parser.

Method files are nearly always plain: blocks of ``key: value``, lists with dashes, ``{...}`` and ``[...]``, texts on one
line. For anything else, and for anything wrong, this reader gives up and the full parser decides. What it does read it
reads as the full parser does, to the last line and column; a test compares the two.
"""

from __future__ import annotations

import re
from typing import Any

from sz_assess.method.reading.yaml_values import MAX_DEPTH, KeyPath, Place, Step, plain_value
from sz_assess.text import Text

_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_-]{0,99}|[1-9][0-9]{3}):(?=[ \n]|$) *")
_COMMENT = re.compile(r" *(?: #.*)?$")
_DOUBLE = re.compile(r'"([^"\\\n]*)"')
_SINGLE = re.compile(r"'([^'\n]*)'(?!')")
_BLOCK_TEXT = re.compile(r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-[0-9])(?:[^#\n]|(?<! )#)*")
_FLOW_TEXT = re.compile(r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-[0-9])[^,\[\]{}:#\n]*")
_BLANKS = re.compile(r" *")


class Unplain(Exception):
    """The text needs the full parser."""


def read_plain(text: str) -> tuple[dict[Step, Any], dict[KeyPath, Place], dict[KeyPath, Place]]:
    """Content, places of keys and places of values of a text that is a plain mapping. Raises :class:`Unplain`."""
    if "\t" in text:
        raise Unplain
    reader = _Reader(text)
    if reader.indent() != 0:
        raise Unplain
    reader.values[()] = reader.place(0)
    out = reader.mapping(0, (), 0)
    if reader.line < len(reader.lines):
        raise Unplain
    return out, reader.keys, reader.values


class _Reader:
    """Goes through the lines once. ``line`` is the next one to be read, without blank lines and comments."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.line = 0
        self.keys: dict[KeyPath, Place] = {}
        self.values: dict[KeyPath, Place] = {}
        self._skip()

    def _skip(self) -> None:
        while self.line < len(self.lines) and self.lines[self.line].lstrip(" ")[:1] in {"", "#"}:
            self.line += 1

    def indent(self) -> int:
        """How far the next line is indented; -1 at the end."""
        if self.line >= len(self.lines):
            return -1
        line = self.lines[self.line]
        return len(line) - len(line.lstrip(" "))

    def place(self, column: int) -> Place:
        return (self.line + 1, column + 1)

    def mapping(self, indent: int, path: KeyPath, depth: int) -> dict[Step, Any]:
        """A block of keys that all start at ``indent``."""
        if depth > MAX_DEPTH:
            raise Unplain
        out: dict[Step, Any] = {}
        while self.indent() == indent:
            line = self.lines[self.line]
            found = _KEY.match(line, indent)
            if found is None:
                raise Unplain
            key = self._key(found[1], out)
            here = (*path, key)
            self.keys[here] = self.place(indent)
            if found.end() < len(line) and line[found.end()] != "#":
                out[key] = self._inline(found.end(), here, indent, depth + 1)
            elif _COMMENT.match(line, found.end() - (line[found.end() - 1] == " ")):
                out[key] = self._below(indent, here, depth + 1)
            else:
                raise Unplain
        if self.indent() > indent:
            raise Unplain
        return out

    def _key(self, text: str, known: dict[Step, Any]) -> Step:
        key = plain_value(text)
        if isinstance(key, bool) or not isinstance(key, str | int) or key in known:
            raise Unplain
        return key

    def _below(self, indent: int, path: KeyPath, depth: int) -> Any:
        """What stands in the lines below a key: a deeper block, a list, or nothing."""
        place = self.keys[path]
        self.line += 1
        self._skip()
        below = self.indent()
        if below < indent or (below == indent and not self.lines[self.line].startswith("- ", below)):
            self.values[path] = place
            return None
        self.values[path] = self.place(below)
        if self.lines[self.line].startswith("- ", below):
            return self._sequence(below, path, depth)
        return self.mapping(below, path, depth)

    def _sequence(self, indent: int, path: KeyPath, depth: int) -> tuple[Any, ...]:
        """Lines that start with a dash at ``indent``, each with what belongs to it."""
        if depth > MAX_DEPTH:
            raise Unplain
        out: list[Any] = []
        while self.indent() == indent and self.lines[self.line].startswith("- ", indent):
            line = self.lines[self.line]
            blanks = _BLANKS.match(line, indent + 1)
            start = indent + 1 if blanks is None else blanks.end()
            here = (*path, len(out))
            if _KEY.match(line, start):
                self.lines[self.line] = " " * start + line[start:]
                self.values[here] = self.place(start)
                out.append(self.mapping(start, here, depth + 1))
            else:
                out.append(self._inline(start, here, indent, depth + 1))
        if self.indent() > indent:
            raise Unplain
        return tuple(out)

    def _inline(self, column: int, path: KeyPath, indent: int, depth: int) -> Any:
        """A value on the key's own line (brackets may go on below); moves to the next line."""
        line = self.lines[self.line]
        if column >= len(line):
            raise Unplain
        if line[column] in "[{":
            flow = _Flow(self, self.starts[self.line] + column, indent)
            value = flow.value(path, depth)
            self.line, column = flow.line, flow.at - self.starts[flow.line]
            line = self.lines[self.line]
        else:
            self.values[path] = self.place(column)
            found = _quoted(line, column) or _BLOCK_TEXT.match(line, column)
            if found is None:
                raise Unplain
            column = found.end()
            value = found[1] if found.re is not _BLOCK_TEXT else _scalar(found[0])
        if not _COMMENT.match(line, column) and not (line[column] == "#" and line[column - 1] == " "):
            raise Unplain
        self.line += 1
        self._skip()
        return value


def _quoted(text: str, at: int) -> re.Match[str] | None:
    return _DOUBLE.match(text, at) or _SINGLE.match(text, at)


def _scalar(text: str) -> Any:
    text = text.rstrip(" ")
    if ": " in text or text.endswith(":"):
        raise Unplain
    value = plain_value(text)
    if isinstance(value, Text):
        raise Unplain
    return value


class _Flow:
    """Reads ``[...]`` and ``{...}`` from ``at`` on, over lines that are indented by more than ``indent``."""

    def __init__(self, reader: _Reader, at: int, indent: int) -> None:
        self.reader, self.text, self.at, self.indent = reader, reader.text, at, indent
        self.line = reader.line

    def _place(self) -> Place:
        return (self.line + 1, self.at - self.reader.starts[self.line] + 1)

    def _blanks(self) -> str:
        """Pass blanks and line ends; gives the next sign."""
        while True:
            while self.text.startswith(" ", self.at):
                self.at += 1
            if not self.text.startswith("\n", self.at):
                return self.text[self.at : self.at + 1]
            self.at += 1
            self.line += 1
            line = self.reader.lines[self.line]
            start = len(line) - len(line.lstrip(" "))
            if start <= self.indent or line[start : start + 1] in {"", "#"}:
                raise Unplain

    def value(self, path: KeyPath, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise Unplain
        self.reader.values[path] = self._place()
        sign = self.text[self.at : self.at + 1]
        if sign == "[":
            return self._list(path, depth)
        if sign == "{":
            return self._mapping(path, depth)
        found = _quoted(self.text, self.at) or _FLOW_TEXT.match(self.text, self.at)
        if found is None:
            raise Unplain
        self.at = found.end()
        return found[1] if found.re is not _FLOW_TEXT else _scalar(found[0])

    def _list(self, path: KeyPath, depth: int) -> tuple[Any, ...]:
        out: list[Any] = []
        self.at += 1
        if self._blanks() == "]":
            self.at += 1
            return ()
        while True:
            out.append(self.value((*path, len(out)), depth + 1))
            if self._more("]"):
                return tuple(out)

    def _mapping(self, path: KeyPath, depth: int) -> dict[Step, Any]:
        out: dict[Step, Any] = {}
        self.at += 1
        if self._blanks() == "}":
            self.at += 1
            return out
        while True:
            found = _KEY.match(self.text, self.at)
            if found is None:
                raise Unplain
            key = self.reader._key(found[1], out)
            here = (*path, key)
            self.reader.keys[here] = self._place()
            self.at = found.end()
            self._blanks()
            out[key] = self.value(here, depth + 1)
            if self._more("}"):
                return out

    def _more(self, end: str) -> bool:
        """Pass a comma, or the end; True at the end."""
        sign = self._blanks()
        if sign not in {",", end}:
            raise Unplain
        self.at += 1
        if sign == ",":
            self._blanks()
        return sign == end
