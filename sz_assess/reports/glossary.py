"""The terms that a reader meets in a report, explained in a sentence each."""

from __future__ import annotations

from sz_assess.text import Text, msg

TERMS: tuple[tuple[Text, Text], ...] = (
    (msg("unit"), msg("a county, city, district or zone that is assessed")),
    (msg("group"), msg("units that are ranked among themselves")),
    (msg("statistic"), msg("a raw figure that a department reports")),
    (msg("indicator"), msg("a value computed from statistics, which is scored")),
    (msg("dimension"), msg("indicators that are combined into one score")),
    (msg("target"), msg("the value that the plan sets for the period")),
    (msg("gap"), msg("value less target; whether that is good depends on the indicator's direction")),
    (msg("score"), msg("what the scoring rule makes of a value; full marks are 100 unless a rule goes beyond")),
    (msg("weight"), msg("points of the total that an indicator can bring at a score of 100")),
    (
        msg("effective weight"),
        msg("the weight that counts for a unit, once the weights of what does not apply to it are shared out"),
    ),
    (msg("contribution"), msg("points that an indicator does bring: score × effective weight ÷ 100")),
    (msg("base"), msg("the total of the weighted indicators, before bonuses and deductions")),
    (msg("bonus, deduction"), msg("points outside the weighted indicators, for what is counted one by one")),
    (
        msg("veto"),
        msg("a condition that brings a score to 0, or takes a place, grade or award away, whatever else holds"),
    ),
    (
        msg("peers"),
        msg("the units of the same group; all units where a unit is the only one of its group that has a score"),
    ),
    (msg("best peer"), msg("the peer, other than the unit itself, with the highest score")),
    (msg("lead"), msg("points that a unit has on the mean of its peers, at its own weight")),
    (msg("rank change"), msg("the place in the previous result less the place now, among the units of both")),
    (msg("grade"), msg("what a unit is given by its score or its place")),
    (msg("imputed"), msg("a missing value replaced by a stated rule, marked wherever it is shown")),
)
