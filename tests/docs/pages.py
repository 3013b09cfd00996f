"""A page of documentation, taken apart: headings, links, fenced blocks and tables with the marks before them.

A mark is an HTML comment on the line before a block or table, such as ``<!-- example: scoring -->``; readers do not see
it, tests act on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_FENCE = re.compile(r"^(?P<indent> *)(?P<ticks>```+)(?P<language>[\w{}-]*).*$")
_MARK = re.compile(r"^ *<!-- *(?P<kind>[\w ]+?)(?:: *(?P<rest>.*?))? *-->$")
_LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?\)|<(?:img|a) [^>]*(?:src|href)=\"([^\"]+)\"")
_TICKED = re.compile(r"`[^`\n]+`")


@dataclass(frozen=True)
class Mark:
    """``<!-- kind: rest -->``"""

    kind: str
    rest: str

    @property
    def options(self) -> dict[str, str]:
        """``rest`` read as words of the form name=value."""
        return dict(word.split("=", 1) for word in self.rest.split())


@dataclass(frozen=True)
class Block:
    """A fenced block, or a table (``language`` is then ``table``), with the marks before it and its line."""

    language: str
    text: str
    marks: tuple[Mark, ...]
    line: int

    def mark(self, kind: str) -> Mark | None:
        return next((mark for mark in self.marks if mark.kind == kind), None)

    @property
    def rows(self) -> list[list[str]]:
        """The cells of a table, without the line of dashes."""
        lines = [line.strip().strip("|").split("|") for line in self.text.splitlines()]
        cells = [[cell.strip() for cell in line] for line in lines]
        return [row for row in cells if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]


@dataclass(frozen=True)
class Page:
    """One Markdown file. ``name`` is its path below the root of the repository."""

    name: str
    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(_blocks(self.text.splitlines()))

    @cached_property
    def prose(self) -> str:
        """The text without fenced blocks."""
        kept, closing = [], ""
        for line in self.text.splitlines():
            fence = _FENCE.match(line)
            if closing:
                closing = "" if line.strip() == closing else closing
            elif fence:
                closing = fence["ticks"]
            else:
                kept.append(line)
        return "\n".join(kept)

    def headings(self) -> list[int]:
        """The level of each heading, in order."""
        return [len(found[1]) for found in re.finditer(r"^(#+) ", self.prose, re.MULTILINE)]

    def links(self) -> Iterator[str]:
        """Targets of all links and images that lead to a file of the repository."""
        for found in _LINK.finditer(_TICKED.sub("", self.prose)):
            target = found[1] or found[2]
            if not re.match(r"[a-z]+:|#", target):
                yield target.split("#")[0]

    def anchors(self) -> Iterator[tuple[str, str]]:
        """File (empty for the page itself) and anchor of all links that name an anchor."""
        for found in _LINK.finditer(_TICKED.sub("", self.prose)):
            target = found[1] or found[2]
            if "#" in target and not re.match(r"[a-z]+:", target):
                file, anchor = target.split("#", 1)
                yield file, anchor

    def own_anchors(self) -> set[str]:
        """The anchors of its headings, as GitHub and MyST make them."""
        titles = re.findall(r"^#+ +(.*?) *$", self.prose, re.MULTILINE)
        plain = [re.sub(r"[`*]", "", title).lower() for title in titles]
        return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in plain}

    def commands(self) -> Iterator[str]:
        """Every ``sz-assess ...`` that the page quotes, in fenced blocks of a shell and between backticks."""
        for block in self.blocks:
            if block.language in {"console", "sh", "shell"}:
                for line in block.text.splitlines():
                    found = re.match(r"(?:\$ )?(sz-assess\b.*)", line)
                    if found:
                        yield re.sub(r" +#.*", "", found[1])
        for found in re.finditer(r"`(sz-assess [^`]+)`", self.prose):
            yield found[1]


def pages(repository: Path) -> list[Page]:
    """The files that people read: READMEs and docs/, without what others generate."""
    files = [*repository.glob("README*.md"), *(repository / "docs").glob("*.md")]
    return [Page(file.relative_to(repository).as_posix(), file) for file in sorted(files)]


def _blocks(lines: list[str]) -> Iterator[Block]:
    marks: list[Mark] = []
    at = 0
    while at < len(lines):
        line, start = lines[at], at + 1
        if fence := _FENCE.match(line):
            body = []
            at += 1
            while lines[at].strip() != fence["ticks"]:
                body.append(lines[at].removeprefix(fence["indent"]))
                at += 1
            yield Block(fence["language"], "\n".join(body) + "\n", tuple(marks), start)
            marks = []
        elif line.startswith("|"):
            body = []
            while at < len(lines) and lines[at].startswith("|"):
                body.append(lines[at])
                at += 1
            yield Block("table", "\n".join(body), tuple(marks), start)
            marks = []
            continue
        elif mark := _MARK.match(line):
            marks.append(Mark(mark["kind"], mark["rest"] or ""))
        elif line.strip():
            marks = []
        at += 1
