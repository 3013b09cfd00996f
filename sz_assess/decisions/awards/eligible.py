"""Who may not have an award, though it was earned: vetoes, and what was withdrawn after publication."""

from __future__ import annotations

from sz_assess.decisions.awards.model import State
from sz_assess.method.assessment import Withdrawal
from sz_assess.result import Result, VetoOutcome
from sz_assess.text import Text, msg


def struck_by(result: Result, award: str, unit: int) -> VetoOutcome | None:
    """The first veto that costs a unit this award: one that takes all awards, or names this one."""
    for veto in result.vetoes:
        takes = veto.spec.effect == "no_award" or (veto.spec.effect == "cancel" and award in veto.spec.awards)
        if takes and veto.struck[unit]:
            return veto
    return None


def withdrawn(result: Result, award: str, unit: int) -> Withdrawal | None:
    """What was withdrawn of a unit after publication where it concerns this award."""
    code = result.units[unit].code
    found = (each for each in result.assessment.about.withdrawn if each.unit == code and award in each.awards)
    return next(found, None)


def lost(result: Result, award: str, unit: int) -> tuple[State, Text] | None:
    """Why a unit does not get what it earned; None where it does."""
    veto = struck_by(result, award, unit)
    if veto is not None:
        return "vetoed", msg("lost by the veto: {name}", name=veto.spec.name)
    gone = withdrawn(result, award, unit)
    if gone is not None:
        return "removed", msg("withdrawn after publication: {reason}", reason=gone.reason)
    return None
