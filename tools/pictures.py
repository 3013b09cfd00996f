"""Makes the pictures of the documentation: curves of the scoring rules, and what the example's report looks like.

`python tools/pictures.py` draws the curves (SVG, from the rules themselves); `python tools/pictures.py --report` also
runs the example in both languages and takes the pictures of its report, for which it needs a browser.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from sz_assess.numeric import FloatArray
from sz_assess.scoring.references import Population, References
from sz_assess.scoring.rules import AnyRule, Rule, apply
from sz_assess.scoring.rules.base import Direction
from tools.png import smaller

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
EXAMPLE = ROOT / "examples" / "suizhou_2018"
WIDTH, HEIGHT, MARGIN = 1280, 900, 32
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge", "microsoft-edge")


@dataclass(frozen=True)
class Curve:
    """One picture of a rule: value from ``left`` to ``right``, score from 0 to ``top``; ``ticks`` name values."""

    name: str
    rule: Mapping[str, Any]
    left: float
    right: float
    ticks: Mapping[str, float]
    levels: tuple[float, ...] = (0, 100)
    given: Mapping[str, float] = field(default_factory=dict)
    direction: Direction = "positive"


CURVES = (
    Curve(
        "efficacy", {"rule": "efficacy", "when_equal": "full"}, 2, 12, {"min": 4, "max": 10}, (0, 60, 100),
        {"min": 4, "max": 10},
    ),
    Curve("min_max", {"rule": "min_max", "when_equal": "full"}, 4, 10, {"min": 4, "max": 10}, (0, 100),
          {"min": 4, "max": 10}),
    Curve("goalposts", {"rule": "goalposts", "low": 3, "high": 9}, 0, 12, {"low": 3, "high": 9}),
    Curve("completion", {"rule": "completion", "cap": 120}, -2, 16, {"0": 0, "target": 10}, (0, 100, 120),
          {"target": 10}),
    Curve("band", {"rule": "band", "low": 78, "high": 82, "reach": 8}, 66, 94,
          {"70": 70, "78": 78, "82": 82, "90": 90}),
    Curve("margin", {"rule": "margin", "reference": "mean", "base": 80, "each": 2, "within": [70, 100]}, -10, 24,
          {"mean": 6}, (0, 70, 80, 100), {"mean": 6}),
    Curve("margin_steps", {"rule": "margin", "reference": "mean", "base": 80, "each": 4, "unit": 2,
                           "whole_steps": True, "within": [60, 100]}, -6, 18,
          {"mean": 6}, (0, 60, 80, 100), {"mean": 6}),
    Curve("ladder", {"rule": "ladder", "steps": [["< 90% of target", 0], ["< 95% of target", 50], ["< target", 75],
                                                 ["otherwise", 100]]}, 84, 106,
          {"90 %": 90, "95 %": 95, "target": 100}, (0, 50, 75, 100), {"target": 100}),
    Curve("cliff", {"rule": "curve", "points": [["60% of target", 60], ["target", 100]],
                    "beyond": {"low": 0, "high": "hold"}}, 40, 120,
          {"60 %": 60, "target": 100}, (0, 60, 100), {"target": 100}),
)  # fmt: skip

# The plot's place in the picture; letters are 13 high.
LEFT, TOP, WIDE, HIGH = 44.0, 14.0, 250.0, 110.0


def score(curve: Curve, values: FloatArray) -> FloatArray:
    """The rule's scores of some values, each by itself."""
    rule: Rule = TypeAdapter(AnyRule).validate_python(dict(curve.rule))
    given = {name: np.array([[value]]) for name, value in curve.given.items()}
    references = References(values[:, np.newaxis], 100.0, Population(), given, curve.direction == "positive")
    return np.asarray(apply(rule, references, curve.direction))[:, 0]


def drawn(curve: Curve) -> str:
    """The picture as SVG. Its colours suit a light and a dark page alike."""
    values = np.linspace(curve.left, curve.right, 1601)
    scores = score(curve, values)
    top, bottom = max(*curve.levels, float(scores.max())), min(0.0, float(scores.min()))

    def x(value: float) -> float:
        return LEFT + (value - curve.left) / (curve.right - curve.left) * WIDE

    def y(points: float) -> float:
        return TOP + (top - points) / (top - bottom) * HIGH

    size = f'viewBox="0 0 {LEFT + WIDE + 16:g} {TOP + HIGH + 30:g}" width="{LEFT + WIDE + 16:g}"'
    letters = 'font-family="sans-serif" font-size="12" fill="#777"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} {letters}>']
    for level in curve.levels:
        parts.append(_line(LEFT, y(level), LEFT + WIDE, y(level), "#8885"))
        parts.append(f'<text x="{LEFT - 6:g}" y="{y(level) + 4:.1f}" text-anchor="end">{level:g}</text>')
    for name, value in curve.ticks.items():
        parts.append(_line(x(value), TOP, x(value), TOP + HIGH, "#8885"))
        parts.append(f'<text x="{x(value):.1f}" y="{TOP + HIGH + 17:g}" text-anchor="middle">{name}</text>')
    for stretch in _unbroken(values, scores):
        points = " ".join(f"{x(value):.1f},{y(points):.1f}" for value, points in stretch)
        parts.append(f'<polyline points="{points}" fill="none" stroke="#2a6fb0" stroke-width="2.5"/>')
    return "\n".join([*parts, "</svg>", ""])


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{colour}" fill="none"/>'


def _unbroken(values: FloatArray, scores: FloatArray) -> list[list[tuple[float, float]]]:
    """The curve as its corners, cut where it jumps."""
    slope = np.diff(scores)
    jumps = np.abs(slope) > 3.0
    out: list[list[tuple[float, float]]] = [[]]
    for n in range(len(values)):
        corner = n in {0, len(values) - 1} or jumps[n - 1] or jumps[n] or abs(slope[n] - slope[n - 1]) > 1e-9
        if corner:
            out[-1].append((float(values[n]), float(scores[n])))
        if n < len(values) - 1 and jumps[n]:
            out.append([])
    return out


def draw() -> None:
    """Write the curves."""
    folder = IMAGES / "rules"
    folder.mkdir(parents=True, exist_ok=True)
    for curve in CURVES:
        (folder / f"{curve.name}.svg").write_text(drawn(curve), encoding="utf-8", newline="\n")


def photograph() -> None:
    """Run the example and take the pictures of its report, in Chinese and in English."""
    from playwright.sync_api import sync_playwright

    from sz_assess.run import run

    browser = os.environ.get("SZ_ASSESS_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        started = playwright.chromium.launch(executable_path=browser, chromium_sandbox=not root)
        for language, ending in (("en", ""), ("zh", ".zh")):
            out = Path(place) / language
            run(EXAMPLE, out, language="zh" if language == "zh" else "en")
            page = started.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.goto((out / "report" / "index.html").as_uri())
            ranking = page.locator("table").first.bounding_box()
            bottom = HEIGHT if ranking is None else ranking["y"] + ranking["height"] + MARGIN
            page.set_viewport_size({"width": WIDTH, "height": round(bottom)})
            (IMAGES / f"report{ending}.png").write_bytes(smaller(page.screenshot()))
            page.close()
        started.close()


if __name__ == "__main__":
    draw()
    if "--report" in sys.argv[1:]:
        photograph()
