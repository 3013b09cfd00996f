"""What can go wrong, told so that the reader can mend it.

Wrong input is never reported one piece at a time: whoever checks collects :class:`Problem` s and raises one
:class:`InputError` with all of them. Internal faults stay ordinary Python exceptions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sz_assess.i18n import Translator, translator
from sz_assess.text import Text, msg

Words = Text | str


@dataclass(frozen=True)
class Problem:
    """One mistake in one place.

    ``file`` is relative to the assessment folder. ``line`` and ``column`` count from 1 and belong to text files;
    ``sheet`` and ``cell`` belong to workbooks. A figure in a csv file has its ``line`` and, as ``cell``, the letter of
    its column. ``key`` is the path to the entry, such as
    ``indicators[2].scoring.within`` or a statistic, unit and period.
    """

    file: str
    found: Words
    expected: Words
    mend: Words = ""
    key: str = ""
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None

    @property
    def place(self) -> str:
        """``file:line:column``, or ``file:sheet!cell`` for a workbook."""
        if self.sheet is not None:
            return f"{self.file}:{self.sheet}!{self.cell}" if self.cell else f"{self.file}:{self.sheet}"
        return ":".join(str(part) for part in (self.file, self.line, self.cell or self.column) if part is not None)

    def sort_key(self) -> tuple[str, str, int, int, str]:
        return (self.file, self.sheet or "", self.line or 0, self.column or 0, self.key)


class Refused(ValueError):
    """A value that a file may not hold, with what was found, what was expected, and what to do.

    Raised by whoever reads the value; whoever knows the place turns it into a :class:`Problem`.
    """

    def __init__(self, found: Words, expected: Words, mend: Words = "") -> None:
        super().__init__(f"{found}; expected {expected}" + (f"; {mend}" if str(mend) else ""))
        self.found, self.expected, self.mend = found, expected, mend


class AssessError(Exception):
    """Base of every error that is the input's, not the program's."""


class InputError(AssessError):
    """All problems found, sorted by place. ``str()`` gives them in English, one a paragraph."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(dict.fromkeys(problems), key=Problem.sort_key))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(describe(problem, translator("en")) for problem in self.problems)


@contextmanager
def noted(problems: list[Problem]) -> Iterator[None]:
    """Note the problems of an :class:`InputError` and go on, so that others can tell theirs as well."""
    try:
        yield
    except InputError as error:
        problems.extend(error.problems)


def describe(problem: Problem, language: Translator) -> str:
    """One problem in one language: place and key; what was found; what was expected; what to do."""

    def said(words: Words) -> str:
        return words.to(language) if isinstance(words, Text) else words

    lines = [
        problem.place + (f": {problem.key}" if problem.key else ""),
        msg("  found: {words}", words=said(problem.found)).to(language),
        msg("  expected: {words}", words=said(problem.expected)).to(language),
    ]
    if mend := said(problem.mend):
        lines.append(msg("  what to do: {words}", words=mend).to(language))
    return "\n".join(lines)
