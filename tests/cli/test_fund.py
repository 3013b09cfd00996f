"""`sz-assess fund`: what a fund comes to, and what would be."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call

DECISIONS = """\
funds:
  - code: upgrade
    name: {zh: 升级资金, en: Upgrade fund}
    source: {clause: 四(四)}
    proposal: true
    money: 10k_yuan
    allocation: {method: factors, factors: [{code: by_score, name: {zh: 得分, en: Score}, score: total}]}
    vetoed: {share: reshared}
  - code: other
    name: {zh: 另一资金, en: Other fund}
    source: {clause: 四(四)}
    money: yuan
    allocation: {method: factors, factors: [{code: by_score, name: {zh: 得分, en: Score}, score: total}]}
    vetoed: {share: reshared}
"""
FIGURES = """\
decisions:
  funds:
    upgrade: {pool: 220, weights: {by_score: 1}, floor: 60}
"""


@pytest.fixture
def funded(assessment: Path) -> Path:
    (assessment / "indicator_specs" / "small" / "decisions.yaml").write_text(DECISIONS, encoding="utf-8")
    weights = assessment / "weights" / "small.yaml"
    weights.write_text(weights.read_text(encoding="utf-8") + FIGURES, encoding="utf-8")
    return assessment


def rows(stdout: str) -> list[list[str]]:
    return [line.split() for line in stdout.splitlines() if "%" in line]


def test_scores_of_80_70_and_70_share_220(call: Call, funded: Path) -> None:
    done = call("fund", funded)
    assert done.exit_code == 0
    assert [row[-3] for row in rows(done.stdout)] == ["80", "70", "70"]
    assert "A proposal" in done.stdout
    assert "Other fund (other): the weights file has no figures of it" in done.stdout
    assert "70 ÷ 220 = 0.318182" in done.stdout
    # With 81, north has 80.63 and the others 69.68 each: their remainders are larger, and it stays at 80. With 71 south
    # or the park has 70.68, the others 79.64 and 69.68: it gets one of the two units that are left.
    assert [row[-1] for row in rows(done.stdout)] == ["0", "+1", "+1"]
    assert not (funded / "output").exists()


def test_another_pool(call: Call, funded: Path) -> None:
    done = call("fund", funded, "--fund", "Upgrade fund", "--pool", "2200000", "--unit-of-money", "yuan")
    assert [row[-3] for row in rows(done.stdout)] == ["80", "70", "70"]
    tight = call("fund", funded, "--fund", "upgrade", "--pool", "190", "--unit", "south")
    # 69.09, 60.45 and 60.45: the unit that is left goes to the first of the level remainders.
    assert [row[-3] for row in rows(tight.stdout)] == ["61"]
    assert tight.stdout.count("÷") == 1


def test_a_pool_that_floors_exceed(call: Call, funded: Path) -> None:
    done = call("fund", funded, "--fund", "upgrade", "--pool", "150")
    assert done.exit_code == 1
    assert "come to 30 more than the 150" in done.stderr


def test_check_and_run_say_so_as_well(call: Call, funded: Path) -> None:
    weights = funded / "weights" / "small.yaml"
    weights.write_text(weights.read_text(encoding="utf-8").replace("pool: 220", "pool: 100"), encoding="utf-8")
    for command in ("check", "run"):
        done = call(command, funded)
        assert done.exit_code == 1
        assert "come to 80 more than the 100" in done.stderr
    assert not (funded / "output").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--pool", "much"], "write an amount such as 5000"),
        (["--pool", "-5"], "write an amount such as 5000"),
        (["--pool", "5"], "choose one with --fund: upgrade, other"),
        (["--unit-of-money", "yuan"], "--unit-of-money without --pool"),
        (["--pool", "5", "--unit-of-money", "dollars"], "it may be yuan"),
        (["--fund", "upgrad"], "did you mean upgrade?"),
        (["--unit", "nort"], "did you mean north?"),
    ],
)
def test_called_wrongly(words: list[str], said: str, call: Call, funded: Path) -> None:
    done = call("fund", funded, *words)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_method_without_funds(call: Call, assessment: Path) -> None:
    done = call("fund", assessment)
    assert done.exit_code == 2
    assert "the method has no funds" in done.stderr


@pytest.mark.parametrize(("pool", "code", "words"), [
    ("0", 1, "come to 180 more than the 0"), ("-5", 2, "write an amount"), ("1e30", 2, "no pool is as large"),
    ("219.5", 1, "decimals: in decisions.yaml"), ("5,000", 2, "write an amount"), ("nan", 2, "write an amount"),
])  # fmt: skip
def test_pools_that_can_not_be(call: Call, funded: Path, pool: str, code: int, words: str) -> None:
    done = call("fund", funded, "--fund", "upgrade", f"--pool={pool}")
    assert done.exit_code == code
    assert words in done.stderr


def test_a_pool_of_the_largest_size_adds_up(call: Call, funded: Path) -> None:
    done = call("fund", funded, "--fund", "upgrade", "--pool", "1000000000000000", "--unit", "north")
    assert done.exit_code == 0
    # 80 of 220 parts: 10¹⁵ × 80 ÷ 220 = 363 636 363 636 363.6
    assert "363\u202f636\u202f363\u202f636\u202f364" in done.stdout


def test_what_was_advanced_and_what_is_to_be_paid_back(call: Call, funded: Path) -> None:
    weights = funded / "weights" / "small.yaml"
    text = weights.read_text(encoding="utf-8")
    advanced = text.replace("floor: 60", "paid: {north: 30, south: 90}, overpaid: reclaimed")
    weights.write_text(advanced, encoding="utf-8")
    done = call("fund", funded)
    # Shares of 80, 70 and 70 less 30, 90 and nothing.
    assert [row[-3:-1] for row in rows(done.stdout)] == [["30", "50"], ["90", "−20"], ["0", "70"]]
    weights.write_text(advanced.replace("reclaimed", "kept"), encoding="utf-8")
    done = call("fund", funded)
    # South keeps 90; 130 are left in 8 : 7.
    assert "keeps its advance" in done.stdout
    assert [row[-2] for row in rows(done.stdout)] == ["39", "0", "61"]


GAPS = DECISIONS.replace(
    "{method: factors, factors: [{code: by_score, name: {zh: 得分, en: Score}, score: total}]}",
    "{method: gap, gap: 100 - firms, beyond_gap: allowed}",
)


def test_a_gap_fund_says_what_it_rewards(call: Call, funded: Path) -> None:
    """Firms 10, 20 and 5: gaps of 90, 80 and 95 that share 53 000. 1% fewer firms bring South, with 0.2 more,
    53 000 × (80.2/265.2 − 80/265) = 27.9, North 13.2 and the park 6.4."""
    decisions, weights = funded / "indicator_specs" / "small" / "decisions.yaml", funded / "weights" / "small.yaml"
    decisions.write_text(GAPS, encoding="utf-8")
    figures = "decisions:\n  funds:\n    upgrade: {pool: 53000}\n"
    weights.write_text(weights.read_text(encoding="utf-8").replace(FIGURES, figures), encoding="utf-8")
    gain = "Firms: reported 1% lower, it would bring South County 27.90 more (10k yuan)"
    assert gain in call("fund", funded).stdout
    checked = call("check", funded)
    assert checked.exit_code == 0
    assert (
        "Upgrade fund: a unit that reports these figures so that its gap is larger gets more: Firms" in checked.stdout
    )
    assert call("run", funded, "--lang", "en").exit_code == 0
    shown = (funded / "output" / "report" / "funding.html").read_text(encoding="utf-8")
    assert gain in shown
    assert "100 − 20 = 80" in shown, "what South lacks, from its figures"
    table = (funded / "output" / "results" / "decisions" / "funding_incentives.csv").read_text(encoding="utf-8-sig")
    assert [line.split(",")[1:6] for line in table.splitlines()[1:]] == [
        ["firms", "less", "1", unit, gain] for unit, gain in (("north", "13.2"), ("south", "27.9"), ("park", "6.41"))
    ]  # fmt: skip

    decisions.write_text(GAPS.replace("firms,", "firms, vouched: {firms: {zh: 统计局, en: Bureau}},"), encoding="utf-8")
    assert "gets more" not in call("check", funded).stdout
    assert "report a larger gap" not in call("fund", funded).stdout
    assert call("run", funded, "--lang", "en").exit_code == 0
    page = (funded / "output" / "report" / "funding.html").read_text(encoding="utf-8")
    assert "rewards units" not in page
    assert "Firms: Bureau" in page
