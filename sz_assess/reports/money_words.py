"""Names of the units of money."""

from __future__ import annotations

from sz_assess.method.decisions.fund import MoneyUnit
from sz_assess.text import Text, msg

MONEY: dict[MoneyUnit, Text] = {
    "yuan": msg("yuan"),
    "1k_yuan": msg("1k yuan"),
    "10k_yuan": msg("10k yuan"),
    "1m_yuan": msg("million yuan"),
    "100m_yuan": msg("100 million yuan"),
}
