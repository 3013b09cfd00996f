"""The pages as readers meet them: in a browser without network, wide and narrow, on paper, by keyboard."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sz_assess.i18n import Language
from sz_assess.reports.html import write_report
from sz_assess.run import run
from tests.assess.small import assessed
from tests.conftest import watched
from tests.reports.conftest import small_result

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LANGUAGES: tuple[Language, ...] = ("zh", "en")
A4 = 688
"""Width of an A4 page within its margins of 14 mm, in CSS pixels."""

BESIDE = """
() => document.documentElement.scrollWidth - document.documentElement.clientWidth
"""

# What sticks out of the window and can't be scrolled to inside a frame of its own.
STICKING_OUT = """
(width) => [...document.querySelectorAll("main *, header *, footer *, aside *")]
  .filter((each) => each.getClientRects().length && each.getBoundingClientRect().right > width + 1
    && !each.closest(".hidden"))
  .map((each) => `${each.tagName} ${each.className} ${each.textContent.slice(0, 40)}`)
"""

# Every piece of text that is seen, with its contrast: WCAG 2.1, relative luminance. Large is 24 px, or 18.66 px bold.
FAINT = """
() => {
  const part = (c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const rgba = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return [n[0], n[1], n[2], n[3] ?? 1]; };
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 1) return colour;
      if (colour[3] > 0) throw new Error(`half a background at ${at.className}`);
    }
    return [255, 255, 255, 1];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !node.getClientRects().length || node.closest(".hidden, .skip")) continue;
    const style = getComputedStyle(node);
    const ink = rgba(node.closest("svg") ? style.fill : style.color);
    const [a, b] = [light(ink), light(behind(node))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < (large ? 3 : 4.5)) found.push(`${contrast.toFixed(2)} ${walker.currentNode.data.trim()}`);
  }
  return found;
}
"""

# Each part that a screen reader needs and does not find.
UNSAID = """
() => {
  const found = [];
  const named = (each) => each.getAttribute("aria-label")
    || document.getElementById(each.getAttribute("aria-labelledby") ?? "")?.textContent.trim();
  if (document.querySelectorAll("h1").length !== 1) found.push("not one h1");
  for (const tag of ["main", "nav", "footer", "body > header"])
    if (!document.querySelector(tag)) found.push(`no ${tag}`);
  for (const each of document.querySelectorAll("nav, section, aside, [role=region]"))
    if (!named(each)) found.push(`unnamed ${each.tagName}`);
  for (const each of document.querySelectorAll("table")) {
    if (!each.caption && !named(each.closest("[role=region]") ?? each)) found.push("a table without a name");
    for (const head of each.querySelectorAll("th"))
      if (!["col", "row", "rowgroup"].includes(head.scope)) found.push(`no scope: ${head.textContent}`);
  }
  for (const each of document.querySelectorAll("svg"))
    if (!each.closest("[aria-hidden=true]") && !(each.getAttribute("role") === "img" && named(each)))
      found.push("a drawing without words");
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
  if (new Set(ids).size !== ids.length) found.push("an id twice");
  let level = 0;
  for (const each of document.querySelectorAll("h1, h2, h3, h4")) {
    if (Number(each.tagName[1]) > level + 1) found.push(`a level left out before ${each.textContent}`);
    level = Number(each.tagName[1]);
  }
  return found;
}
"""


@pytest.fixture(scope="module")
def reports(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The example's output in each language."""
    made: dict[str, Path] = {}
    for language in LANGUAGES:
        made[language] = tmp_path_factory.mktemp("report") / language
        run(repository / "examples" / "suizhou_2018", made[language], language=language)
    return made


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The report of four units, one of which has a name that holds markup; scores are not disclosed."""
    write_report(small_result(tmp_path, disclosure="ranks"), tmp_path / "report", "en")
    return tmp_path / "report"


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """The report of twelve units in two groups, so that the ranking has a filter."""
    result = assessed(
        tmp_path / "in",
        {"x": [float(n) for n in range(12)]},
        missing="refuse",
        groups=["county", "zone"] * 6,
    )
    write_report(result, tmp_path / "report", "en")
    return tmp_path / "report"


@dataclass(frozen=True)
class Seen:
    """What is wrong with one page: pixels beside the window, what sticks out of paper, what a screen reader lacks."""

    language: str
    wide: int
    narrow: int
    paper: list[str]
    unsaid: list[str]


def seen(page: "Page", file: Path) -> Seen:
    opened(page, file)
    wide, unsaid = page.evaluate(BESIDE), page.evaluate(UNSAID)
    page.set_viewport_size({"width": 390, "height": 900})
    narrow = page.evaluate(BESIDE)
    page.set_viewport_size({"width": A4, "height": 900})
    page.emulate_media(media="print")
    paper = page.evaluate(STICKING_OUT, A4)
    page.emulate_media(media="screen")
    return Seen(page.locator("html").get_attribute("lang") or "", wide, narrow, paper, unsaid)


@pytest.fixture(scope="module")
def survey(browser: "Browser", reports: dict[str, Path]) -> dict[str, dict[str, Seen]]:
    """Every page of the example's reports, looked at without network and with an eye on its scripts."""
    with watched(browser) as page:
        return {
            language: {file.relative_to(out).as_posix(): seen(page, file) for file in files(out / "report")}
            for language, out in reports.items()
        }


def files(report: Path) -> list[Path]:
    return sorted(report.rglob("*.html"))


def opened(page: "Page", file: Path, width: int = 1200) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(file.as_uri())


def told(found: dict[str, Any]) -> dict[str, Any]:
    """Only the pages of which there is something to tell."""
    return {name: what for name, what in found.items() if what}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_wider_than_the_window(survey: dict[str, dict[str, Seen]], language: str) -> None:
    assert len(survey[language]) > 40
    assert told({name: page.wide for name, page in survey[language].items()}) == {}
    assert told({name: page.narrow for name, page in survey[language].items()}) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_wider_than_paper(survey: dict[str, dict[str, Seen]], language: str) -> None:
    assert told({name: page.paper for name, page in survey[language].items()}) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_can_be_read_by_a_screen_reader(survey: dict[str, dict[str, Seen]], language: str) -> None:
    assert told({name: page.unsaid for name, page in survey[language].items()}) == {}
    assert {page.language for page in survey[language].values()} == {"zh-CN" if language == "zh" else "en"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("media", ["screen", "print"])
def test_text_stands_out_from_what_is_behind_it(
    page: "Page", reports: dict[str, Path], language: str, media: Any
) -> None:
    page.emulate_media(media=media)
    report = reports[language] / "report"
    names = ["index", "progress", "method", "data", "units/suixian", "units/dahongshan", "indicators/product_quality"]
    found = {}
    for name in names:
        opened(page, report / f"{name}.html")
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        found[name] = page.evaluate(FAINT)
    assert told(found) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_shows_the_innards_of_the_program(reports: dict[str, Path], language: str) -> None:
    """Records in place of their names, messages whose values were not put in, numbers that are none."""
    pages = sorted(reports[language].rglob("*.html"))
    assert len(pages) >= 50
    shown = {
        page: re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", page.read_text("utf-8"), flags=re.DOTALL)
        for page in pages
    }
    innards = re.compile(r"\w+\(\w+=|\b\w+=(?:'|&#39;)|\{\w+\}|%\(\w+\)s|\bNone\b|\bnan\b|0x[0-9a-f]{6}")
    assert {page.name: found for page, text in shown.items() if (found := innards.findall(text))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere(reports: dict[str, Path], language: str) -> None:
    report = reports[language] / "report"
    texts = {file.resolve(): file.read_text(encoding="utf-8") for file in files(report)}
    ids = {file: set(re.findall(r'\bid="([^"]+)"', text)) for file, text in texts.items()}
    broken, followed = [], 0
    for file, text in texts.items():
        for link in re.findall(r'<(?:a|link|script)\b[^>]*?\b(?:href|src)="([^"]*)"', text):
            path, _, anchor = link.partition("#")
            target = (file.parent / path).resolve() if path else file
            followed += 1
            if not target.is_file() or (anchor and anchor not in ids[target]):
                broken.append((file.name, link))
    assert followed > 1000
    assert broken == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ranking_is_that_of_the_results(page: "Page", reports: dict[str, Path], language: str) -> None:
    with (reports[language] / "results" / "ranking.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    opened(page, reports[language] / "report" / "index.html")
    table = page.locator("table.ranking").first
    shown = [
        [cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in table.locator("tbody tr").all()
    ]
    heads = [cell.replace("↑", "").strip() for cell in table.locator("thead th").all_inner_texts()]
    names = {
        "zh": ("位次", "考核单位", "得分", "类内位次", "等次"),
        "en": ("Place", "Unit", "Score", "Place in group", "Grade"),
    }[language]
    place, unit, score, group_place, grade = (heads.index(name) for name in names)
    assert len(shown) == len(rows) == 5
    for row in rows:
        (line,) = [line for line in shown if line[unit] == row["name"]]
        assert line[place] == row["rank"]
        assert float(line[score]) == float(row["score"])
        assert line[group_place].split("/")[0] == row["group_rank"]
        assert line[grade] != ""
    assert [line[place] for line in shown] == sorted(row["rank"] for row in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_heat_map_says_in_figures_what_its_colours_do(
    page: "Page", reports: dict[str, Path], language: str
) -> None:
    opened(page, reports[language] / "report" / "index.html")
    cells = page.locator("table.heat tbody td:not(.place)").all()
    assert len(cells) == 5 * 4
    for cell in cells:
        text, shade = cell.inner_text(), cell.get_attribute("class")
        assert shade is not None
        if shade == "hx":
            assert text.startswith("—")
            assert len(text) > 1, "words beside the dash"
            continue
        assert re.fullmatch(r"\d+\.\d\d\s+[+−]?\d+\.\d\d", text), text
        if shade != "h0":
            assert ("+" in text) == shade.startswith("p")
            assert ("−" in text) == shade.startswith("n")


def press_to(page: "Page", wanted: str, most: int = 60) -> None:
    """Go on with the tab key until what has the focus says this."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == wanted:
            return
    raise AssertionError(f"the tab key does not reach {wanted}")


def visible_rows(page: "Page", table: str) -> list[str]:
    return page.locator(f"{table} tbody tr:visible th").all_inner_texts()


def test_sorting_by_keyboard(page: "Page", reports: dict[str, Path]) -> None:
    opened(page, reports["en"] / "report" / "index.html")
    ranked = visible_rows(page, ".ranking:not(.group)")
    press_to(page, "Deduction")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    head = page.locator(".ranking:not(.group) th[aria-sort]")
    assert (head.inner_text().strip(" ↑↓"), head.get_attribute("aria-sort")) == ("Deduction", "descending")
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "ascending"
    # Only Suixian lost a point; those that are level keep the order they had.
    assert visible_rows(page, ".ranking:not(.group)") == [
        "Suixian County", *[name for name in ranked if name != "Suixian County"]
    ]  # fmt: skip
    press_to(page, "Grade")
    page.locator(".ranking:not(.group) th:first-child button").focus()
    page.keyboard.press("Enter")
    assert visible_rows(page, ".ranking:not(.group)") == ranked


def test_scores_of_a_heat_map_are_sorted_as_numbers(page: "Page", tmp_path: Path) -> None:
    """A score of 100 comes before one of 95, which a text would not."""
    write_report(small_result(tmp_path), tmp_path / "report", "en")
    opened(page, tmp_path / "report" / "index.html")
    page.locator(".heat thead button").nth(2).click()
    shown = page.locator(".heat tbody td:nth-child(3)").all_inner_texts()
    assert [text.split()[0] for text in shown] == ["100.00", "96.67", "66.67", "0.00"]


def test_filtering_by_keyboard(page: "Page", many: Path) -> None:
    opened(page, many / "index.html")
    field = page.get_by_label("Find a unit")
    assert field.count() == 1
    assert len(visible_rows(page, ".ranking:not(.group)")) == 12
    field.focus()
    page.keyboard.type("u1")
    assert sorted(visible_rows(page, ".ranking:not(.group)")) == ["u1", "u10", "u11"]
    assert page.locator(".filter output").first.inner_text() == "3 of 12 shown"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert len(visible_rows(page, ".ranking:not(.group)")) < 3
    page.keyboard.press("ArrowUp")
    field.fill("")
    assert len(visible_rows(page, ".ranking:not(.group)")) == 12


def test_the_skip_link_leads_past_the_head(page: "Page", reports: dict[str, Path]) -> None:
    opened(page, reports["zh"] / "report" / "units" / "suixian.html")
    page.keyboard.press("Tab")
    box = page.locator(".skip").bounding_box()
    assert page.evaluate("document.activeElement.className") == "skip"
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_score_leads_to_its_arithmetic(page: "Page", reports: dict[str, Path]) -> None:
    opened(page, reports["en"] / "report" / "units" / "suixian.html")
    item = page.locator("#i-value_added_growth")
    assert item.get_attribute("open") is None
    page.locator("a[href='#i-value_added_growth']").click()
    assert item.get_attribute("open") is not None
    assert "÷ 100 =" in item.inner_text()


def test_paper_shows_all_arithmetic_and_the_screen_is_as_before(page: "Page", reports: dict[str, Path]) -> None:
    opened(page, reports["en"] / "report" / "units" / "suixian.html")
    closed, items = page.locator("details:not([open])"), page.locator("details").count()
    assert closed.count() == items > 40
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert closed.count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert closed.count() == items
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_everything_can_be_read_without_scripts(browser: "Browser", reports: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1200, "height": 900})
    page = context.new_page()
    report = reports["en"] / "report"
    page.goto((report / "index.html").as_uri())
    assert page.locator("table button, .filter").count() == 0
    assert len(visible_rows(page, ".ranking:not(.group)")) == 5
    assert page.locator("table.tree tbody tr:visible").count() > 35
    page.goto((report / "data.html").as_uri())
    assert page.locator("main tbody tr").count() == page.locator("main tbody tr:visible").count() > 80
    page.goto((report / "units" / "suixian.html").as_uri())
    item = page.locator("#i-value_added_growth")
    assert not item.locator(".body").is_visible()
    item.locator("summary").click()
    assert item.locator(".body").is_visible()
    # Nobody opens them before printing: the style sheet shows them on paper.
    page.emulate_media(media="print")
    boxes = [each.bounding_box() for each in page.locator("details .body").all()]
    assert len(boxes) > 40
    assert all(box is not None and box["height"] > 20 for box in boxes)
    context.close()


def test_places_alone_and_names_with_markup(page: "Page", small: Path) -> None:
    """Where scores are not disclosed no page shows one; a name is shown as it is written."""
    for file in files(small):
        assert seen(page, file) == Seen("en", 0, 0, [], []), file.name
        assert page.locator("main i").count() == 0
    opened(page, small / "index.html")
    assert visible_rows(page, ".ranking:not(.group)")[-1].startswith("North <i>County</i>")
    assert "86.5" not in page.locator("main").inner_text()
    assert page.locator("table.heat tbody td.p3, table.heat tbody td.n3").first.inner_text().split("/")[1] == "4"
