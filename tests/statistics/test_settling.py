"""Confirmations settle warnings of the very figures that they name, and no others."""

import math
from dataclasses import replace

from sz_assess.periods import Period
from sz_assess.statistics.confirmations import Confirmation
from sz_assess.statistics.doubts import Doubt
from sz_assess.statistics.settling import mend_of, row_of, settle
from sz_assess.text import msg

JUMP = Doubt("jump", "power", "east", Period(2018), 0.1 + 0.2, 0.1, "data/a.csv:3:D", msg("found"), msg("expected"))
PEERS = replace(JUMP, kind="peers", against=math.nan)
SIGNED = Confirmation("jump:power:east:2018", 0.3, 0.1, "Li", "2019-01-20", "a new line", "confirmations.csv:2")


def test_a_confirmation_of_these_figures_settles() -> None:
    checks = settle([JUMP], [SIGNED])
    assert [each.confirmation for each in checks.settled] == [SIGNED]
    assert (checks.unsettled, checks.idle) == ((), ())


def test_one_of_another_figure_has_lapsed() -> None:
    for other in (replace(SIGNED, figure=0.31), replace(SIGNED, against=0.2), replace(SIGNED, against=math.nan)):
        checks = settle([JUMP], [other])
        assert [each.lapsed for each in checks.unsettled] == [other]
        words = str(mend_of(checks.unsettled[0], "confirmations.csv"))
        assert "Li confirmed" in words
        assert "2019-01-20 (confirmations.csv:2)" in words


def test_a_later_row_confirms_anew() -> None:
    again = replace(SIGNED, on="2019-02-01", place="confirmations.csv:3")
    checks = settle([JUMP], [replace(SIGNED, figure=7.0), again])
    assert [each.confirmation for each in checks.doubts] == [again]


def test_one_that_nothing_asks_for_is_told() -> None:
    other = replace(SIGNED, warning="jump:power:west:2018")
    checks = settle([JUMP], [other])
    assert checks.idle == (other,)
    assert len(checks.unsettled) == 1


def test_where_there_is_no_single_counterpart_the_figure_is_enough() -> None:
    assert settle([PEERS], [replace(SIGNED, warning="peers:power:east:2018", against=math.nan)]).unsettled == ()


def test_the_row_to_write_settles_it() -> None:
    """What a message offers, signed, is what settles the warning: with all digits."""
    exact = replace(JUMP, figure=1234.56789012345, against=1 / 3)
    warning, figure, against, _ = row_of(exact).split(",")
    signed = replace(SIGNED, warning=warning, figure=float(figure), against=float(against))
    assert settle([exact], [signed]).unsettled == ()
    assert row_of(PEERS) == "peers:power:east:2018,0.3,,"
