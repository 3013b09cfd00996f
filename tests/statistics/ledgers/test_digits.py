"""Digits of a ledger's column, counted by hand."""

from collections import Counter

from sz_assess.periods import Period
from sz_assess.statistics.ledgers.digits import count_digits
from sz_assess.statistics.ledgers.load import load_ledgers
from tests.statistics.ledgers.conftest import Office

HEADING = "年度,企业代码,企业名称,所在地,主营业务收入（百万元）,从业人数,有研发机构,类型\n"
ROWS = (
    "2018,1,甲公司,东县,600.10,120,是,民营\n"
    "2018,2,乙公司,east,0.05,,否,民营\n"
    "2018,3,丙公司,东县,0,80,true,public\n"
    "2018,4,丁公司,西县,1705,60,否,国有\n"
    "2017,1,甲公司,东县,910.5,110,是,民营\n"
)


def test_digits_by_unit_of_one_period(office: Office) -> None:
    office.deliver("firms.csv", HEADING + ROWS)
    book = load_ledgers(office.assessment({}), []).books["firms"]
    found = count_digits(book, "revenue", 0, Period(2018))
    east, west = found["east"], found["west"]
    # 600.10 and 0.05; nothing is counted of the 0, nor of 2017.
    assert (east.first, east.smallest, east.largest) == (Counter({6: 1, 5: 1}), 0.05, 600.1)
    assert east.second == Counter({0: 1})  # of 600.10; 0.05 has one digit
    assert east.last == Counter({0: 1})  # 600; 0.05 has no three digits before the point
    assert (west.first, west.second, west.last) == (Counter({1: 1}), Counter({7: 1}), Counter({5: 1}))


def test_the_last_digit_at_a_decimal_place(office: Office) -> None:
    office.deliver("firms.csv", HEADING + ROWS)
    book = load_ledgers(office.assessment({}), []).books["firms"]
    found = count_digits(book, "revenue", 1, Period(2018))
    assert found["east"].last == Counter({1: 1})  # 600.1
    assert found["west"].last == Counter({0: 1})  # 1705.0
