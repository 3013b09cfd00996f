"""The main job, for programs and for the command line alike: an assessment folder in, its result and output out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sz_assess.analysis.gaps import gaps as find_gaps
from sz_assess.assess import assess
from sz_assess.decisions import Decisions, decide
from sz_assess.errors import InputError, Problem, Words, noted
from sz_assess.i18n import Language
from sz_assess.method.load import load_assessment
from sz_assess.method.model import Assessment
from sz_assess.periods import Period
from sz_assess.reports.decision_pages import write_decisions
from sz_assess.reports.gaps_table import write_gaps
from sz_assess.reports.html import write_report
from sz_assess.reports.manifest import Manifest, about, inputs_of, outputs_of, templates
from sz_assess.reports.output import replaced
from sz_assess.reports.results import write_results
from sz_assess.result import Result
from sz_assess.statistics.confirmations import load_confirmations
from sz_assess.statistics.earlier import Earlier
from sz_assess.statistics.inspections.ledger import ItemsLedger, load_ledger
from sz_assess.statistics.load import load_panel
from sz_assess.statistics.panel import Panel
from sz_assess.statistics.previous import load_earlier
from sz_assess.statistics.settling import Checks, as_problems, check_softly
from sz_assess.text import msg

Progress = Callable[[Words], None]
"""Told what is being done, each time that something else begins."""

OUTPUT = "output"
"""Where a run writes within its assessment folder unless told otherwise."""


@dataclass(frozen=True)
class Run:
    """What a run found, where it was written, and the files below that folder (paths with /)."""

    result: Result
    decisions: Decisions
    folder: Path
    files: tuple[str, ...]


def assess_folder(
    folder: Path,
    *,
    period: Period | None = None,
    weights: str | None = None,
    progress: Progress | None = None,
) -> Result:
    """Read an assessment folder and assess it; write nothing.

    ``period`` and ``weights`` (a name, or the path of a file) take the place of what assessment.yaml says. Raises
    :class:`InputError` with all problems of the method files; when there are none, all of the data; when there are
    none, every figure that the method refuses.
    """
    tell = progress or _silent
    tell(msg("Reading the method and the weights"))
    assessment = load_assessment(folder, period=period, weights=weights)
    tell(msg("Reading the statistics"))
    panel, earlier, checks, inspected = _data(assessment, tell)
    tell(msg("Scoring"))
    return replace(assess(assessment, panel, earlier=earlier), checks=checks, inspected=inspected)


def run(
    folder: Path,
    out: Path | None = None,
    *,
    period: Period | None = None,
    weights: str | None = None,
    language: Language = "zh",
    progress: Progress | None = None,
) -> Run:
    """Assess a folder and write results, report and manifest to ``out`` (by default ``output`` in the folder).

    All of it appears at once, in place of an earlier output, or nothing does. Raises :class:`InputError` as
    :func:`assess_folder` does, and for an output folder that can't be written or must not be replaced.
    """
    tell = progress or _silent
    result = assess_folder(folder, period=period, weights=weights, progress=progress)
    if result.assessment.about.warnings.settle_before_run and result.checks.unsettled:
        raise InputError(as_problems(result.checks.unsettled, result.assessment, result.panel))
    tell(msg("Working out what follows"))
    decisions = decide(result)
    gaps = find_gaps(result)
    target = folder / OUTPUT if out is None else out
    inputs = inputs_of(result, templates())
    with replaced(target, guarded(result.assessment)) as new:
        tell(msg("Writing the results"))
        write_results(result, new / "results", language)
        write_decisions(result, decisions, new / "results", language)
        write_gaps(result, gaps, new / "results")
        tell(msg("Writing the report"))
        write_report(result, new / "report", language, progress, decisions, gaps=gaps)
        tell(msg("Writing the manifest"))
        outputs = outputs_of(new)
        Manifest(about(result, language), inputs, outputs).write(new)
    return Run(result, decisions, target, tuple(outputs))


def guarded(assessment: Assessment) -> tuple[Path, ...]:
    """Files and folders that an output must neither hold nor stand in."""
    folder = assessment.folder
    own = [folder / name for name in ("indicator_specs", "weights", *assessment.about.data)]
    own += [folder / previous.ranking for previous in assessment.about.previous]
    return (*assessment.files, *own)


def _data(assessment: Assessment, tell: Progress) -> tuple[Panel, tuple[Earlier, ...], Checks, ItemsLedger]:
    """Statistics, earlier results, what is warned of, the ledger of inspection; the problems of all together."""
    problems: list[Problem] = []
    with noted(problems):
        panel = load_panel(assessment, tell)
    with noted(problems):
        earlier = load_earlier(assessment)
    with noted(problems):
        confirmations = load_confirmations(assessment)
    inspected = load_ledger(assessment, problems)
    if problems:
        raise InputError(problems)
    return panel, earlier, check_softly(panel, assessment, confirmations), inspected


def _silent(words: Words) -> None:
    """Progress that nobody watches."""
