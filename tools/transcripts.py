"""Plays the tutorials and writes what the commands print into them: `python tools/transcripts.py`.

Blocks with a line `...` are left as they are; tests/test_docs.py says where they no longer hold.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tests.docs.pages import Page
from tests.docs.transcripts import as_said, play

ROOT = Path(__file__).resolve().parent.parent


def renew(name: str, language: str) -> None:
    """Write one page anew."""
    path = ROOT / "docs" / name
    os.environ["SZ_ASSESS_LANG"] = language
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        played = list(play(Page(name, path), Path(folder)))
        os.chdir(ROOT)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for step in reversed(played):
        said = step.block.text
        if not as_said(said, step.got) and "...\n" not in said:
            start = step.block.line
            lines[start : start + said.rstrip("\n").count("\n") + bool(said.strip())] = [step.got]
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    renew("tutorial.md", "en")
    renew("tutorial.zh.md", "zh")
