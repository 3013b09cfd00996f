"""Formulas in sentences: as the file has them for English readers, with Chinese names and signs for Chinese ones."""

import pytest

from sz_assess.scoring.rules.in_words import InWords


@pytest.mark.parametrize(
    ("text", "zh"),
    [
        (">= 95% of target", "≥ 95% × 目标值"),
        ("== 2", "= 2"),
        ("value != 0", "指标值 ≠ 0"),
        ("growth > stretch and value <= max", "growth > 力争目标 且 指标值 ≤ 最大值"),
        ("benchmark.hubei + 1", "benchmark.hubei + 1"),
        ("last_year if own_choice == 1 else city", "若 own_choice = 1 则 本单位上年值，否则 全市值"),
        ("targets_of_its_own", "targets_of_its_own"),
    ],
)
def test_in_both_languages(text: str, zh: str) -> None:
    assert (InWords(text).of("en"), InWords(text).of("zh")) == (text, zh)
