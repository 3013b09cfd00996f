"""A later delivery supersedes an earlier one; both are kept, and what changed can be told."""

import math

from tests.statistics.conftest import Desk

OLD = "单位,年份,工业投资,规上企业数\n东县,2018,10.5,7\n西县,2018,20,8\n"
NEW = "单位,年份,工业投资,规上企业数\n东县,2018,11.25,7\n西县,2018,,\n"


def log(desk: Desk, *rows: str) -> None:
    (desk.folder / "deliveries.csv").write_text("\n".join(["文件,报送日期,报送人,取代,说明", *rows]), encoding="utf-8")


def both(desk: Desk) -> None:
    desk.deliver("a.csv", OLD)
    desk.deliver("b.csv", NEW)


def test_the_later_file_counts_where_it_gives_a_figure(desk: Desk) -> None:
    both(desk)
    log(desk, "data/a.csv,2019-01-20,张某,,", "data/b.csv,2019-02-01,李某,data/a.csv,年报核定")
    panel = desk.load()
    period = panel.periods[0]
    assert panel.place("investment", "east", period) == "data/b.csv:2:C"
    assert panel.series("investment", period)[:2].tolist() == [11.25, 20]
    # What the later file leaves blank stays as it was.
    assert panel.place("investment", "west", period) == "data/a.csv:3:C"
    (revision,) = panel.revisions
    assert (revision.statistic, revision.unit, revision.period) == ("investment", "east", "2018")
    assert (revision.before, revision.after) == (10.5, 11.25)
    assert (revision.place_before, revision.place_after) == ("data/a.csv:2:C", "data/b.csv:2:C")
    assert (revision.delivered.on, revision.delivered.by, revision.delivered.note) == ("2019-02-01", "李某", "年报核定")


def test_a_chain_of_three_tells_both_changes(desk: Desk) -> None:
    both(desk)
    desk.deliver("c.csv", NEW.replace("11.25", "12"))
    log(
        desk,
        "data/a.csv,2019-01-20,张某,,",
        "data/b.csv,2019-02-01,李某,data/a.csv,",
        "data/c.csv,2019-03-01,李某,data/b.csv,",
    )
    panel = desk.load()
    assert [(each.before, each.after) for each in panel.revisions] == [(10.5, 11.25), (11.25, 12)]
    assert panel.series("investment", panel.periods[0])[0] == 12


def test_without_a_word_nothing_is_superseded(desk: Desk) -> None:
    both(desk)
    log(desk, "data/a.csv,2019-01-20,张某,,", "data/b.csv,2019-02-01,李某,,")
    assert [problem.place for problem in desk.refused()] == ["data/b.csv:2:C", "data/b.csv:2:D"]


def test_what_a_row_must_say(desk: Desk) -> None:
    both(desk)
    log(
        desk,
        "data/b.csv,2019-02-01,李某,data/a.csv,",
        "data/aa.csv,2019-02-01,李某,,",
        "data/a.csv,昨天,,,",
    )
    problems = [problem for problem in desk.refused() if problem.file == "deliveries.csv"]
    assert [problem.place for problem in problems] == [
        "deliveries.csv:2:D", "deliveries.csv:3:A", "deliveries.csv:4:B", "deliveries.csv:4:C",
    ]  # fmt: skip
    assert "did you mean data/" in str(problems[1].mend)


def test_a_day_before_that_of_the_file_that_is_superseded(desk: Desk) -> None:
    both(desk)
    log(desk, "data/a.csv,2019-01-20,张某,,", "data/b.csv,2019-01-01,李某,data/a.csv,")
    places = [problem.place for problem in desk.refused()]
    assert "deliveries.csv:3:B" in places


def withdraw(desk: Desk, *rows: str) -> None:
    head = "file,on,by,supersedes,note,withdraws"
    (desk.folder / "deliveries.csv").write_text("\n".join([head, *rows]), encoding="utf-8")


def test_a_blank_takes_nothing_away_and_a_withdrawal_does(desk: Desk) -> None:
    both(desk)
    first = "data/a.csv,2019-01-20,张某,,,"
    withdraw(desk, first, "data/b.csv,2019-02-01,李某,data/a.csv,,investment:west:2018 firms:west:2018")
    panel = desk.load()
    period = panel.periods[0]
    assert panel.series("investment", period)[0] == 11.25
    assert not panel.delivered("investment", period)[1]
    assert panel.place("firms", "west", period) is None
    told = [(each.statistic, each.unit, each.before, each.place_before, each.place_after) for each in panel.revisions]
    assert told[1:] == [
        ("investment", "west", 20, "data/a.csv:3:C", "deliveries.csv:3"),
        ("firms", "west", 8, "data/a.csv:3:D", "deliveries.csv:3"),
    ]
    assert math.isnan(panel.revisions[1].after)


def test_what_may_not_be_withdrawn(desk: Desk) -> None:
    both(desk)
    first = "data/a.csv,2019-01-20,张某,,,"
    withdraw(desk, first + "investment:west:2018", "data/b.csv,2019-02-01,李某,,,")
    found = [(problem.place, str(problem.expected)) for problem in desk.refused() if problem.file == "deliveries.csv"]
    assert found == [("deliveries.csv:2:F", "a file under supersedes, which gives the figure")]
    withdraw(desk, first, "data/b.csv,2019-02-01,李某,data/a.csv,,investment:west")
    found = [(problem.place, str(problem.expected)) for problem in desk.refused() if problem.file == "deliveries.csv"]
    assert found == [("deliveries.csv:3:F", "statistic:unit:period, by their codes")]
    withdraw(desk, first, "data/b.csv,2019-02-01,李某,data/a.csv,,investment:east:2018 firms:wset:2018")
    problems = [problem for problem in desk.refused() if problem.file == "deliveries.csv"]
    assert [str(problem.found) for problem in problems] == [
        "firms:wset:2018 withdrawn, which no file that is superseded gives",
        "investment:east:2018 withdrawn, and given in data/b.csv",
    ]
    assert "did you mean firms:west:2018" in str(problems[0].mend)
