"""From an assessment folder to an :class:`~sz_assess.method.model.Assessment`: every file read, every check made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from sz_assess.errors import InputError, Problem, Refused
from sz_assess.method.adjustment import AdjustmentsFile
from sz_assess.method.assessment import AssessmentFile
from sz_assess.method.checks.every import check, check_method
from sz_assess.method.city import CityTargetsFile
from sz_assess.method.collection import WarningsKey
from sz_assess.method.decisions.decision import DecisionsFile
from sz_assess.method.decisions.ladder_figures import tuned_all
from sz_assess.method.indicator import Dimension
from sz_assess.method.ledger import LedgersFile
from sz_assess.method.model import Assessment, Method, MethodFile, with_default
from sz_assess.method.places import ENDINGS, find_method, find_weights, inside, is_path, name_in_messages
from sz_assess.method.plausibility import PlausibilityFile
from sz_assess.method.reading.sources import Files, MethodFiles, Read, previous_path, read_file, without_file
from sz_assess.method.reading.validate import validated
from sz_assess.method.reading.yaml_reader import YamlFile, read_yaml
from sz_assess.method.statistic import StatisticsFile
from sz_assess.method.treatment import TreatmentFile
from sz_assess.method.units import UnitsFile, read_units
from sz_assess.method.weights import Weights
from sz_assess.periods import Period
from sz_assess.text import msg

ABOUT = "assessment.yaml"
DELIVERIES = "deliveries.csv"
"""When each data file was delivered, by whom, and what it supersedes; may be left out."""
DEPARTMENTS = "departments.csv"
"""Figures about departments, for their yearly assessment; may be left out."""
INSPECTION_LEDGER, INSPECTION_FINDINGS = "inspection/ledger.csv", "inspection/findings.csv"
"""Changes of inspection items, and what inspectors found; either may be left out."""
TESTS = "tests"
"""A sub-folder of a method that belongs to whoever tests it."""

Kind = TypeVar("Kind", bound=BaseModel)


def load_assessment(folder: Path, *, period: Period | None = None, weights: str | None = None) -> Assessment:
    """Read an assessment folder with its method and weights, and check all of it.

    ``period`` and ``weights`` (a name, or the path of a file) stand in for what ``assessment.yaml`` says. Raises one
    :class:`~sz_assess.errors.InputError` with every problem of every file.
    """
    return _Loader(folder, period, weights).load()


def load_method(folder: Path) -> Method:
    """Read and check the files of one method by themselves. Raises InputError."""
    loader = _Loader(folder.parent.parent, None, None)
    files = loader.read_method(folder)
    loader.problems += check_method(files)
    if loader.problems:
        raise InputError(loader.problems)
    return method_of(files)


def load_weighted(base: Path, method: Path, weights: str) -> tuple[Method, Weights]:
    """Read and check a method's folder with a weights file, without an assessment. Raises InputError.

    ``base`` is the folder whose weights files come before those that travel with the engine.
    """
    loader = _Loader(base, None, weights)
    files = loader.read_method(method)
    read = loader.read_weights(YamlFile("weights", {}))
    loader.problems += check(Files(None, None, files, read, None))
    if loader.problems or read is None:
        raise InputError(loader.problems)
    return tuned_method(method_of(files), read.content), read.content


class _Loader:
    """Reads file by file; what is wrong with one does not keep the others from being read."""

    def __init__(self, folder: Path, period: Period | None, weights: str | None) -> None:
        self.folder, self.period, self.weights = folder, period, weights
        self.problems: list[Problem] = []
        self.read: list[Path] = []

    def load(self) -> Assessment:
        source, about = self._about()
        if about is not None:
            stated = {"period": self.period or about.content.period, "weights": self.weights or about.content.weights}
            about = Read(about.source, about.content.model_copy(update=stated))
        method = self._method(source)
        weights = self.read_weights(source)
        groups = None if method is None else method.groups()
        units = self._units(source, groups, None if about is None else about.content.period)
        files = Files(about, None if about is None else about.content.period, method, weights, units)
        self.problems += check(files)
        if about is not None:
            self._check_paths(about)
        if self.problems or about is None or method is None or weights is None or units is None:
            raise InputError(self.problems)
        content = tuned_method(method_of(method), weights.content)
        return Assessment(self.folder, about.content, content, weights.content, units.units, tuple(self.read))

    def _about(self) -> tuple[YamlFile, Read[AssessmentFile] | None]:
        path = self.folder / ABOUT
        if not path.is_file():
            found = msg("no such file") if self.folder.is_dir() else msg("no folder {folder}", folder=str(self.folder))
            expected = msg("an assessment folder, which holds {file}", file=ABOUT)
            mend = msg("give the folder that holds it; init makes a new one")
            raise InputError([Problem(ABOUT, found, expected, mend)])
        self.read.append(path)
        source = YamlFile(ABOUT, {})
        try:
            source = read_yaml(path, ABOUT)
            return source, Read(source, validated(AssessmentFile, source))
        except InputError as error:
            self.problems += error.problems
            return source, None

    def _named(self, source: YamlFile, key: str) -> str | None:
        """What the file names under a key, also where other parts of it are wrong; None where it is no text."""
        named: Any = source.data.get(key)
        return named if isinstance(named, str) else None

    def _method(self, source: YamlFile) -> MethodFiles | None:
        code = self._named(source, "method")
        if code is None:
            return None
        try:
            return self.read_method(find_method(self.folder, code))
        except Refused as refused:
            self.problems.append(source.problem(("method",), refused.found, refused.expected, refused.mend))
            return None

    def read_method(self, folder: Path) -> MethodFiles:
        """Every file of a method's folder."""
        shown = name_in_messages(folder, self.folder)
        special = {
            "method.yaml", "statistics.yaml", "adjustments.yaml", "decisions.yaml", "city_targets.yaml",
            "treatment.yaml", "ledgers.yaml", "plausibility.yaml",
        }  # fmt: skip
        dimensions: list[Path] = []
        for path in sorted(folder.iterdir()):
            if path.name.startswith(".") or (path.is_dir() and path.name == TESTS) or path.name in special:
                continue
            if path.is_file() and path.suffix == ENDINGS[0]:
                dimensions.append(path)
            else:
                expected = msg("files that end in .yaml, and no folder but {tests}", tests=TESTS)
                self.problems.append(Problem(f"{shown}/{path.name}", msg("a file of another kind"), expected))
        if not dimensions:
            expected = msg("a file for each dimension, such as 1_growth.yaml")
            self.problems.append(Problem(shown, msg("no file with a dimension"), expected))
        read = [self._read(Dimension, path, f"{shown}/{path.name}") for path in dimensions]
        return MethodFiles(
            folder.name,
            self._read(MethodFile, folder / "method.yaml", f"{shown}/method.yaml"),
            self._read(StatisticsFile, folder / "statistics.yaml", f"{shown}/statistics.yaml"),
            tuple(each for each in read if each is not None),
            None not in read,
            self._read_optional(AdjustmentsFile(), folder / "adjustments.yaml", f"{shown}/adjustments.yaml"),
            self._read_optional(DecisionsFile(), folder / "decisions.yaml", f"{shown}/decisions.yaml"),
            self._read_optional(
                CityTargetsFile(city_targets=()), folder / "city_targets.yaml", f"{shown}/city_targets.yaml"
            ),
            self._read_optional(TreatmentFile(), folder / "treatment.yaml", f"{shown}/treatment.yaml"),
            self._read_optional(LedgersFile(), folder / "ledgers.yaml", f"{shown}/ledgers.yaml"),
            self._read_optional(PlausibilityFile(), folder / "plausibility.yaml", f"{shown}/plausibility.yaml"),
        )

    def _read(self, model: type[Kind], path: Path, file: str) -> Read[Kind] | None:
        self.read.append(path)
        return read_file(model, path, file, self.problems)

    def _read_optional(self, empty: Kind, path: Path, file: str) -> Read[Kind] | None:
        return self._read(type(empty), path, file) if path.exists() else without_file(empty, file)

    def read_weights(self, source: YamlFile) -> Read[Weights] | None:
        """The weights file that the caller or the assessment names."""
        if self.weights is not None and is_path(self.weights):
            path = Path(self.weights)
            if not path.is_file():
                expected = msg("a path from where the program was called, or a name in the folder weights")
                mend = msg("a weights file of the assessment folder is called by its name, without folder and ending")
                self.problems.append(
                    Problem("--weights", msg("{path}, which does not exist", path=self.weights), expected, mend)
                )
                return None
            return self._read(Weights, path, name_in_messages(path, self.folder))
        name = self.weights or self._named(source, "weights")
        if name is None:
            return None
        try:
            path = find_weights(self.folder, name)
        except Refused as refused:
            told = (refused.found, refused.expected, refused.mend)
            by_file = self.weights is None
            self.problems.append(source.problem(("weights",), *told) if by_file else Problem("--weights", *told))
            return None
        return self._read(Weights, path, name_in_messages(path, self.folder))

    def _units(self, source: YamlFile, groups: list[str] | None, period: Period | None) -> UnitsFile | None:
        named = self._named(source, "units") if "units" in source.data else "units.csv"
        if named is None:
            return None
        try:
            path = inside(self.folder, named)
        except Refused as refused:
            self.problems.append(source.problem(("units",), refused.found, refused.expected, refused.mend))
            return None
        self.read.append(path)
        try:
            return read_units(path, name_in_messages(path, self.folder), groups, period)
        except InputError as error:
            self.problems += error.problems
            return None

    def _check_paths(self, about: Read[AssessmentFile]) -> None:
        """What stands at the data paths is the data's reader to say; that they stay in the folder is said here."""
        for n, text in enumerate(about.content.data):
            try:
                inside(self.folder, text)
            except Refused as refused:
                self.problems.append(about.problem(("data", n), refused.found, refused.expected, refused.mend))
        self._confirmations(about)
        for name in (DELIVERIES, INSPECTION_LEDGER, DEPARTMENTS):
            if (self.folder / name).is_file():
                self.read.append(self.folder / name)
        for n, previous in enumerate(about.content.previous):
            try:
                if not inside(self.folder, previous.ranking).is_file():
                    raise Refused(msg("no such file"), msg("the ranking.csv of an earlier run"))
            except Refused as refused:
                path = previous_path(about.source, n, "ranking")
                self.problems.append(about.problem(path, refused.found, refused.expected, refused.mend))

    def _confirmations(self, about: Read[AssessmentFile]) -> None:
        """One of the usual name need not be there."""
        name = about.content.warnings.confirmations
        try:
            path = inside(self.folder, name)
            if path.is_file():
                self.read.append(path)
            elif name != WarningsKey().confirmations:
                raise Refused(msg("no such file"), msg("a file of confirmations"))
        except Refused as refused:
            path_of = ("warnings", "confirmations")
            self.problems.append(about.problem(path_of, refused.found, refused.expected, refused.mend))


def tuned_method(method: Method, weights: Weights) -> Method:
    """The method with the figures of its ladders that the weights file tunes."""
    return replace(method, ladders=tuned_all(method.ladders, weights.decisions.ladders))


def method_of(files: MethodFiles) -> Method:
    """The method of files without problems."""
    if files.about is None or files.statistics is None or files.adjustments is None:
        raise ValueError("a file of the method has problems")
    if files.decisions is None or files.city_targets is None or files.treatment is None or files.ledgers is None:
        raise ValueError("a file of the method has problems")
    if files.plausibility is None:
        raise ValueError("a file of the method has problems")
    treatment = files.treatment.content
    return Method(
        files.about.content,
        files.statistics.content.statistics,
        tuple(
            each.content if treatment.missing is None else with_default(each.content, treatment.missing)
            for each in files.dimensions
        ),
        files.adjustments.content.adjustments,
        files.adjustments.content.vetoes,
        files.decisions.content.awards,
        files.decisions.content.uses,
        files.city_targets.content.city_targets,
        treatment,
        files.decisions.content.lists,
        files.ledgers.content.ledgers,
        files.decisions.content.funds,
        files.decisions.content.ladders,
        firm_awards=files.decisions.content.firm_awards,
        returns=files.decisions.content.returns,
        plausibility=files.plausibility.content,
        inspection=files.decisions.content.inspection,
        responsibility=files.decisions.content.responsibility,
        task_book=files.decisions.content.task_book,
    )
