"""The example's list: Suixian's electricity and freight fall on purpose while its value added grows."""

from pathlib import Path

from sz_assess.decisions.inspection import inspection
from sz_assess.run import assess_folder


def test_related_figures_that_move_apart(repository: Path) -> None:
    found = inspection(assess_folder(repository / "examples" / "suizhou_2018"))
    apart = [item for item in found.items if item.rule.code == "figures_apart"]
    assert [item.code for item in apart] == [
        "figures_apart:suixian:value_added_matched:2018", "figures_apart:suixian:revenue_matched:2018",
    ]  # fmt: skip
    assert "electricity used by industry fell" in str(apart[0].evidence[0].says)
    assert "data/power_company.csv:9:C" in str(apart[0].evidence[0].source)
