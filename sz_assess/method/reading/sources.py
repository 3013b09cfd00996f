"""Files as read: their content together with the place of every entry, for checks that look across files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from sz_assess.errors import InputError, Problem, Words
from sz_assess.method.adjustment import AdjustmentsFile
from sz_assess.method.assessment import AssessmentFile
from sz_assess.method.city import CityTargetsFile
from sz_assess.method.decisions.decision import DecisionsFile
from sz_assess.method.indicator import Dimension, Indicator
from sz_assess.method.ledger import LedgersFile
from sz_assess.method.model import MethodFile
from sz_assess.method.plausibility import PlausibilityFile
from sz_assess.method.reading.validate import validated
from sz_assess.method.reading.yaml_reader import YamlFile, read_yaml
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.method.statistic import StatisticsFile
from sz_assess.method.treatment import TreatmentFile
from sz_assess.method.units import UnitsFile
from sz_assess.method.weight_tree import code_of
from sz_assess.method.weights import Weights
from sz_assess.periods import Period

Content = TypeVar("Content", bound=BaseModel)
Kind = TypeVar("Kind", bound=BaseModel)


@dataclass(frozen=True)
class Read(Generic[Content]):
    """A file's content and its places."""

    source: YamlFile
    content: Content

    def problem(
        self, path: KeyPath, found: Words, expected: Words, mend: Words = "", *, at_key: bool = False
    ) -> Problem:
        return self.source.problem(path, found, expected, mend, at_key=at_key)


@dataclass(frozen=True)
class Placed:
    """A node of the method's tree, where it stands, and what it stands under."""

    file: Read[Dimension]
    path: KeyPath
    spec: Dimension | Indicator
    parent: Placed | None

    @property
    def code(self) -> str:
        return code_of(self.spec)

    @property
    def code_path(self) -> KeyPath:
        return (*self.path, "dimension" if isinstance(self.spec, Dimension) else "code")

    @property
    def children(self) -> tuple[Dimension | Indicator, ...]:
        return (*self.spec.indicators, *self.spec.dimensions) if isinstance(self.spec, Dimension) else ()


@dataclass(frozen=True)
class MethodFiles:
    """The files of one method. None stands for a file that could not be read; one that is left out is empty."""

    folder: str
    about: Read[MethodFile] | None
    statistics: Read[StatisticsFile] | None
    dimensions: tuple[Read[Dimension], ...]
    all_dimensions: bool
    """Whether every dimension file could be read."""
    adjustments: Read[AdjustmentsFile] | None
    decisions: Read[DecisionsFile] | None
    city_targets: Read[CityTargetsFile] | None
    treatment: Read[TreatmentFile] | None
    ledgers: Read[LedgersFile] | None
    plausibility: Read[PlausibilityFile] | None

    def nodes(self) -> Iterator[Placed]:
        """All nodes of the files that could be read, parents before children."""
        for file in self.dimensions:
            yield from _nodes(Placed(file, (), file.content, None))

    def indicators(self) -> Iterator[tuple[Placed, Indicator]]:
        """All leaves with their places."""
        for node in self.nodes():
            if isinstance(node.spec, Indicator):
                yield node, node.spec

    def node_codes(self) -> set[str] | None:
        """Codes of all nodes; None where some are not known."""
        return {node.code for node in self.nodes()} if self.all_dimensions else None

    def groups(self) -> list[str] | None:
        """Codes of the groups; None where they are not known."""
        return None if self.about is None else [group.code for group in self.about.content.groups]


@dataclass(frozen=True)
class Files:
    """All files of an assessment. None stands for what could not be read."""

    about: Read[AssessmentFile] | None
    period: Period | None
    method: MethodFiles | None
    weights: Read[Weights] | None
    units: UnitsFile | None


def _nodes(node: Placed) -> Iterator[Placed]:
    yield node
    if isinstance(node.spec, Dimension):
        for n, indicator in enumerate(node.spec.indicators):
            yield Placed(node.file, (*node.path, "indicators", n), indicator, node)
        for n, part in enumerate(node.spec.dimensions):
            yield from _nodes(Placed(node.file, (*node.path, "dimensions", n), part, node))


def read_file(model: type[Kind], path: Path, file: str, problems: list[Problem]) -> Read[Kind] | None:
    """A file's content, or None with its problems noted. ``file`` is its name in messages."""
    try:
        source = read_yaml(path, file)
        return Read(source, validated(model, source))
    except InputError as error:
        problems += error.problems
        return None


def previous_path(source: YamlFile, position: int, key: str) -> KeyPath:
    """Where an earlier result's key stands, be there a list of results or a single one."""
    stated = source.data.get("previous") if isinstance(source.data, dict) else None
    return ("previous", position, key) if isinstance(stated, tuple) else ("previous", key)


def without_file(content: Kind, file: str) -> Read[Kind]:
    """What stands for a file that is left out."""
    return Read(YamlFile(file, {}), content)
