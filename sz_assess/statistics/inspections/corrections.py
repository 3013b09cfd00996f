"""Figures that inspectors corrected take the place of delivered ones, as a later delivery's would."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from sz_assess.errors import Problem, Words
from sz_assess.method.load import INSPECTION_FINDINGS
from sz_assess.method.model import Assessment
from sz_assess.method.statistic import Statistic
from sz_assess.numeric import level
from sz_assess.statistics.deliveries import Delivered, Revision
from sz_assess.statistics.inspections.findings import Finding, load_findings
from sz_assess.statistics.panel import Cells, DeliveredFile, Panel
from sz_assess.text import msg, number


def corrected(panel: Panel, assessment: Assessment, problems: list[Problem]) -> Panel:
    """The panel with all corrections of ``inspection/findings.csv``, which is then among its files.

    A correction names the figure that it corrects. Where that is not (or no longer) the one that stands, it is refused:
    whoever corrected it knew another figure.
    """
    findings = load_findings(assessment, problems)
    path = assessment.folder / INSPECTION_FINDINGS
    if not path.is_file():
        return panel
    specs = {each.code: each for each in assessment.method.statistics}
    values, origin = panel.values.copy(), panel.origin.copy()
    revisions = list(panel.revisions)
    taken: list[Finding] = []
    start = len(panel.cells.file)
    places: dict[tuple[int, int, int], str] = {}
    for finding in findings:
        if finding.kind != "correction" or finding.period is None:
            continue
        at = _at(panel, finding)
        standing = np.nan if at is None else float(values[at])
        wrong = _wrong(specs[finding.statistic], finding, standing)
        if wrong is not None or at is None:
            problems.append(_problem(finding, *(wrong or _other(standing, finding))))
            continue
        before = places.get(at) or panel.cells.place(int(origin[at]))
        places[at] = f"{INSPECTION_FINDINGS}:{finding.row}"
        file = before.partition(":")[0]
        delivered = Delivered(INSPECTION_FINDINGS, finding.on.isoformat(), finding.by, file, finding.note)
        about = finding.statistic, finding.unit, str(finding.period)
        revisions.append(Revision(*about, standing, finding.found, before, places[at], delivered))
        values[at], origin[at] = finding.found, start + len(taken)
        taken.append(finding)
    cells = _cells(panel.cells, taken, hashlib.sha256(path.read_bytes()).hexdigest())
    return replace(panel, values=values, origin=origin, cells=cells, revisions=tuple(revisions), findings=findings)


Wrong = tuple[Words, Words, Words]


def refused(panel: Panel, assessment: Assessment, findings: Iterable[Finding]) -> Iterator[tuple[Finding, Wrong]]:
    """Corrections that keep a panel's figures from being corrected one after the other, and why."""
    specs = {each.code: each for each in assessment.method.statistics}
    standing: dict[tuple[int, int, int], float] = {}
    for finding in findings:
        if finding.kind != "correction":
            continue
        at = _at(panel, finding)
        now = np.nan if at is None else standing.get(at, float(panel.values[at]))
        wrong = _wrong(specs[finding.statistic], finding, now)
        if wrong is not None:
            yield finding, wrong
        elif at is not None:
            standing[at] = finding.found


def _wrong(spec: Statistic, finding: Finding, standing: float) -> Wrong | None:
    if spec.counted is not None:
        found = msg("a correction of {name}, which is counted", name=spec.name)
        return found, msg("corrections of figures that are delivered"), msg(
            "correct the row in the ledger {ledger}", ledger=spec.counted.ledger
        )  # fmt: skip
    low, high = spec.range
    if (low is not None and finding.found < low) or (high is not None and finding.found > high):
        bounds = [number(end) if end is not None else "…" for end in (low, high)]
        return number(finding.found), msg("a figure from {low} to {high}", low=bounds[0], high=bounds[1]), ""
    if spec.integer and finding.found != int(finding.found):
        return number(finding.found), msg("a whole number"), ""
    return None if level(standing, finding.delivered) else _other(standing, finding)


def _at(panel: Panel, finding: Finding) -> tuple[int, int, int] | None:
    """Where the panel has the figure; None for a period of which nothing was delivered."""
    if finding.period is None or finding.period not in panel.periods:
        return None
    periods = panel.periods.index(finding.period)
    return panel.statistics.index(finding.statistic), panel.units.index(finding.unit), periods


def _other(standing: float, finding: Finding) -> Wrong:
    if np.isnan(standing):
        return (
            msg("a correction of {figure}, and no figure was delivered", figure=finding.delivered),
            msg("a figure that was delivered"),
            msg("what was never delivered is delivered, not corrected"),
        )
    return (
        msg("a correction of {figure}, where {standing} stands", figure=finding.delivered, standing=standing),
        msg("the figure that stands"),
        msg(
            "look whether the figure delivered was copied rightly, and is not corrected twice; where it has changed "
            "since the visit and the correction still holds, write it in another row with the figure that stands"
        ),
    )


def _problem(finding: Finding, found: Words, expected: Words, mend: Words) -> Problem:
    key = f"{finding.statistic}, {finding.unit}, {finding.period}"
    return Problem(INSPECTION_FINDINGS, found, expected, mend, key, line=finding.row)


def _cells(cells: Cells, taken: list[Finding], digest: str) -> Cells:
    """The panel's cells with those of the corrections."""
    count = len(taken)
    file = DeliveredFile(INSPECTION_FINDINGS, digest, count)
    return Cells(
        files=(*cells.files, file),
        sheets=cells.sheets,
        file=np.concatenate([cells.file, np.full(count, len(cells.files), dtype=np.intp)]),
        sheet=np.concatenate([cells.sheet, np.full(count, -1, dtype=np.intp)]),
        row=np.concatenate([cells.row, np.array([each.row for each in taken], dtype=np.intp)]),
        column=np.concatenate([cells.column, np.full(count, 0, dtype=np.intp)]),
    )
