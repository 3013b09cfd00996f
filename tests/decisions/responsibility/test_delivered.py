"""What the program counts of a department's deliveries, in the example."""

import shutil
from pathlib import Path

from sz_assess.decisions.responsibility.delivered import counts
from sz_assess.run import assess_folder


def test_figures_of_places_that_are_only_compared_with_are_nobodys_duty(repository: Path, tmp_path: Path) -> None:
    """neighbours.csv has figures of the bureau's statistics, and deliveries.csv no day for it."""
    folder = tmp_path / "a"
    shutil.copytree(repository / "examples" / "suizhou_2018", folder)
    bureau = counts(assess_folder(folder))["bureau_of_statistics"]
    # 101 figures in the workbook of 18 January and 3 rates beside it; the deadline was the 20th.
    assert (bureau["figures_dated"], bureau["figures_on_time"]) == (104, 104)
    days = folder / "deliveries.csv"
    text = days.read_text(encoding="utf-8")
    late = text.replace("comparable.csv,2019-01-18", "comparable.csv,2019-01-21")
    assert late != text
    days.write_text(late, encoding="utf-8")
    assert counts(assess_folder(folder))["bureau_of_statistics"]["figures_on_time"] == 101
