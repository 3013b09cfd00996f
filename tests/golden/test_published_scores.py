"""Published worked cases of scoring and aggregation, named by their sources; a source's misprint stays as a comment."""

from typing import Any

import numpy as np
import pytest

from sz_assess.scoring.rank import rank
from tests.scoring.aggregators.combining import combined
from tests.scoring.applying import Scored, scores

# Efficacy 60 + 40 and geometric means, four companies (777doc 4138128): labour productivity, net assets, sales, profit.
COMPANIES = [[5733, 60.5, 91.5, 16.7], [3575, 52.2, 93.2, 7.3], [3929, 71.2, 84.9, 10.7], [4404, 69.7, 88.0, 12.8]]
# Printed from hand arithmetic: 77.472 is 77.474, 91.808 is 91.807, 66.560 is 66.562, 75.368 is 75.366, 96.844 is
# 96.842. Everything agrees within .003.
EFFICACIES: list[list[float]] = [
    [100, 77.472, 91.808, 100], [60, 60, 100, 60], [66.560, 100, 60, 74.468], [75.368, 96.844, 74.940, 83.404],
]  # fmt: skip
EFFICACY = {"rule": "efficacy", "when_equal": 100}


def company_scores() -> list[list[float]]:
    by_indicator = [scores(EFFICACY, column) for column in zip(*COMPANIES, strict=True)]
    return [list(row) for row in zip(*by_indicator, strict=True)]


def test_777doc_efficacy_of_four_companies() -> None:
    np.testing.assert_allclose(np.array(company_scores()), EFFICACIES, rtol=0, atol=0.003)


def test_777doc_geometric_mean_of_four_companies() -> None:
    found = combined("geometric", company_scores(), [0.25] * 4)
    np.testing.assert_allclose(found, [91.835, 68.173, 73.847, 82.185], rtol=0, atol=0.003)
    assert rank(np.array(found)).tolist() == [1, 4, 3, 2]


def test_777doc_with_the_weights_that_the_exercise_asks_for() -> None:
    """The source asks and prints no answer; these were worked out by hand from its table."""
    found = combined("geometric", company_scores(), [0.3, 0.2, 0.2, 0.3])
    np.testing.assert_allclose(found, [93.413, 66.454, 73.146, 81.595], rtol=0, atol=0.003)


# Index of standard values, two cities (777doc 4138128).
STANDARDS = [7993.3, 28.9, 65.4, 5832.0, 81.2, 59.2, 164.0]
CITIES = [[12561.1, 36.4, 90.4, 5018.0, 111.5, 186.3, 240.0], [18353.0, 50.0, 256.4, 7277.0, 139.2, 344.8, 394.0]]
# 137.2, 314.6, 171.3 and 582.3 are cut off instead of rounded. 392.2 can't be: 256.4 of 65.4 is 392.0 %; either figure
# is misprinted. The printed means are those of the printed indices.
INDICES = [[157.1, 126.0, 138.2, 86.0, 137.2, 314.6, 146.3], [229.6, 173.0, 392.2, 124.8, 171.3, 582.3, 240.2]]


def test_777doc_index_of_standard_values() -> None:
    rule = {"rule": "completion", "cap": 1000}
    found = [scores(rule, pair, given={"target": of}) for of, *pair in zip(STANDARDS, *CITIES, strict=True)]
    by_city = np.array(found).T
    np.testing.assert_allclose(by_city, INDICES, rtol=0, atol=0.21)
    np.testing.assert_allclose(combined("arithmetic", by_city, [1 / 7] * 7), [157.9, 273.3], rtol=0, atol=0.1)


# Points by place on every ballot, Jining 2015, projects of the first quarter (yybnet 2805772): 100 for the first place,
# 3 less for each further one, the mean over the ballots. The places are printed with a tie: 9, 9, 11.
JINING = {
    "A 兖州": (95.71, 1), "B 高新区": (91.64, 2), "C 邹城": (88.14, 3), "D 曲阜": (87.79, 4), "E 任城": (86.43, 5),
    "F 金乡": (81.5, 6), "G 微山": (80.79, 7), "H 泗水": (80.14, 8), "I 嘉祥": (77.93, 9), "J 汶上": (77.93, 9),
    "K 梁山": (75.5, 11), "L 鱼台": (73.43, 12), "M 经开区": (69.07, 13),
}  # fmt: skip
# The ballots were not published. These 42, the fewest that can give the printed totals, are made up.
BALLOTS = """
    AGDCHEBIFKJLM KEJCDFHGIBLAM MBIJEFGAKHCLD ABCEFDGIHKJLM LEADCGFHJIBKM BAMEDGFHJILKC BACEDIKHJFGML
    ABCKDJFLGIHEM BAJDELHCFIGKM ADFBCEGHLJMKI ALCDEHFJGKIMB AJCEDBFHKILGM BACFEJIKGHDLM BADECFGLIJHMK
    ABCDGFEHJIMLK ABDCEFGJHKMLI BAIDEGCFJHKLM HACDMKGIBJEFL JBCDEMIGALHKF MALCIDGHFJKEB GBHEDFIAKJCLM
    BACDKEGHFILJM ABDCEFHIJGKLM BACEDGIMHKJFL ABCEKJIDHGFLM BACDEFHJIGLKM BACEDGFKHJILM ACBDEFGHKILJM
    BAEDFCGHJILKM AJIFEDGCHBKLM ALCFBGEHIKJDM ABDHFEGCJILKM AECDLKGIHJBFM BCADKGEJIHFLM ACBFDHKIEJGLM
    ABCEFDHGKIJLM IADEHFGBKJCLM ABHGEFMJDILKC ABCLDFHGEJMKI BICDGLHJEAFKM AEKDBHFGLICJM ABCKFDJHIELGM
"""


def test_jining_2015_points_by_place() -> None:
    rule = {"rule": "position", "top": 100, "step": 3, "ties": "shared"}
    letters = [name[0] for name in JINING]
    by_ballot = [scores(rule, [ballot.index(letter) for letter in letters], "negative") for ballot in BALLOTS.split()]
    total = combined("arithmetic", np.array(by_ballot).T, [1 / 42] * 42)
    assert [round(points, 2) for points in total] == [points for points, _ in JINING.values()]
    assert rank(np.array(total)).tolist() == [place for _, place in JINING.values()]
    # Every ballot gives away 100 + 97 + ... + 64.
    assert sum(total) == pytest.approx(1066)


# Benchmarks with a cap of 100 (hanspub 12-1150539): value, benchmark, printed score.
BENCHMARKS = [
    (10391, 19470.05, 53.37), (34940, 58197, 60.04), (4.12, 6.1, 67.54), (80, 78, 100), (69.5, 80.1, 86.77),
    (0.075, 0.1, 75), (54.08, 35.12, 100), (0.058, 0.131, 44.27), (0.925, 1.324, 69.86), (2.65, 6.01, 44.09),
    (17, 41.4, 41.06),  # printed 41.46: digits changed places
    (4.28, 396.85, 1.08),  # printed 1.07: cut off
    (19, 59.3, 32.04), (0.597, 2.877, 20.75), (160.91, 39.83, 100), (16.46, 237.56, 6.93), (1141.3, 579.02, 100),
]  # fmt: skip


@pytest.mark.parametrize(("value", "best", "printed"), BENCHMARKS)
def test_hanspub_benchmarks_with_a_cap(value: float, best: float, printed: float) -> None:
    (found,) = scores({"rule": "completion", "cap": 100}, [value], given={"target": best})
    assert found == pytest.approx(printed, abs=0.0051)


def test_hanspub_weights_that_add_up_to_1_0001() -> None:
    """The composite is worked out from the printed scores of the items; the source's own is not known."""
    printed = [53.37, 60.04, 67.54, 100, 86.77, 75, 100, 44.27, 69.86, 44.09, 41.46, 1.07, 32.04, 20.75, 100, 6.93, 100]
    sixth = 1 / 6
    items = [[0.5, 0.5], [0.5, 0.5], [0.75, 0.25], [sixth, sixth, sixth, 0.5], [0.1047, 0.6370, 0.2583],
             [0.1, 0.3, 0.3, 0.3]]  # fmt: skip
    parts: list[float] = []
    for weights in items:
        own, printed = printed[: len(weights)], printed[len(weights) :]
        parts += combined("arithmetic", [own], weights)
    above = np.array([0.0458, 0.1131, 0.1131, 0.3075, 0.3075, 0.1131])
    assert above.sum() == pytest.approx(1.0001)
    (total,) = combined("arithmetic", [parts], above / above.sum())
    assert total == pytest.approx(50.65, abs=0.011)


def test_tzeng_huang_2011_topsis() -> None:
    entries = {"method": "topsis", "normalise": "vector", "over": "all", "when_equal": 0}
    found = combined(entries, [[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]], [0.3, 0.4, 0.3])
    # The third is .74825, printed .7482.
    np.testing.assert_allclose(found, [50.37, 65.81, 74.82, 33.40], rtol=0, atol=0.01)
    assert rank(np.array(found)).tolist() == [3, 2, 1, 4]


EXAM: dict[str, Any] = {"rule": "efficacy", "unacceptable": 6, "satisfactory": 12, "when_equal": 100}


def test_statistics_exam_below_the_unacceptable_value() -> None:
    """The answer that an exam prints (222.198.130.40) is not cut at 60: the line goes on."""
    assert scores(EXAM, [5.81]) == pytest.approx([58.73], abs=0.0051)
    assert scores({**EXAM, "beyond": "hold"}, [5.81]) == [60]
    (line,) = Scored(EXAM, [5.81]).lines(0)[-1:]
    assert line.result == pytest.approx(58.73, abs=0.0051)


@pytest.mark.parametrize(
    ("value", "target", "printed", "elapsed", "ahead"),
    [
        (4.5, 4.0, 112.5, 100, 12.5),  # 大洪山 2020: investment attracted, 12.5 % over the target
        (3.41, 3.823, 89.2, 75, 14.2),  # 随县, January to September 2014: budget revenue, 89.2 % of the plan
        (48.5, 70.09, 69.2, 50, 19.2),  # 纪南文旅区, first half of 2019: 69.2 % of the year's plan
    ],
)
def test_completion_and_schedule_of_real_reports(
    value: float, target: float, printed: float, elapsed: float, ahead: float
) -> None:
    """Targets are not printed; these are the ones, to four digits, that the printed rates leave."""
    given = {"target": target}
    assert scores({"rule": "completion", "cap": 200}, [value], given=given) == pytest.approx([printed], abs=0.05)
    beyond = {"rule": "expression", "formula": f"value / target * 100 - {elapsed}"}
    assert scores(beyond, [value], given=given) == pytest.approx([ahead], abs=0.05)
