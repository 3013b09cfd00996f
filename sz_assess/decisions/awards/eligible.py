"""Who may not have an award, though it was earned: vetoes."""

from __future__ import annotations

from sz_assess.method.decision import Award
from sz_assess.result import Result, VetoOutcome


def struck_by(result: Result, rule: Award, unit: int) -> VetoOutcome | None:
    """The first veto that costs a unit this award: one that takes all awards, or names this one."""
    for veto in result.vetoes:
        takes = veto.spec.effect == "no_award" or (veto.spec.effect == "cancel" and rule.code in veto.spec.awards)
        if takes and veto.struck[unit]:
            return veto
    return None
