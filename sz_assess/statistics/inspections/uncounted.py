"""Findings that were held against a unit and that no statistic counts, so that they take nothing away."""

from __future__ import annotations

from collections.abc import Iterable

from sz_assess.method.load import INSPECTION_FINDINGS
from sz_assess.method.model import Assessment
from sz_assess.statistics.inspections.findings import Finding
from sz_assess.statistics.panel import Panel


def uncounted(panel: Panel, assessment: Assessment, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those of the findings that are deductions, where no ledger that a statistic is counted from reads their file."""
    ledgers = {each.counted.ledger for each in assessment.method.statistics if each.counted is not None}
    books = [book for code, book in panel.ledgers.books.items() if code in ledgers]
    if any(name == INSPECTION_FINDINGS for book in books for name, _ in book.files):
        return ()
    return tuple(finding for finding in findings if finding.kind == "deduction")
