"""What all tests share: the repository, a browser that cannot reach the network, steady random tests."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

settings.register_profile("here", deadline=None, print_blob=True)
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge", "microsoft-edge")
STARTED_QUIETLY = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the source checkout."""
    return Path(__file__).resolve().parent.parent


def missing_tool(message: str) -> None:
    """Skip the test; where all tools are required (SZ_ASSESS_REQUIRE_TOOLS=1), fail instead."""
    if os.environ.get("SZ_ASSESS_REQUIRE_TOOLS") == "1":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """A headless Chromium or Edge of this machine; SZ_ASSESS_BROWSER names one that is not on the path."""
    named = os.environ.get("SZ_ASSESS_BROWSER")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        missing_tool("no browser found: install chromium, or name one in SZ_ASSESS_BROWSER")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # The sandbox does not start for root, which is who runs tests in most containers.
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        started = playwright.chromium.launch(
            executable_path=found, args=list(STARTED_QUIETLY), chromium_sandbox=not root
        )
        yield started
        started.close()


@contextmanager
def watched(browser: "Browser") -> Iterator["Page"]:
    """An empty page. Anything it asks the network for, or any script error, is a failure at the end."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    broken: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    context.set_offline(True)
    yield page
    context.close()
    outside = [url for url in asked if not url.startswith(("file:", "data:", "about:", "blob:"))]
    assert not outside, f"the page asked the network for {outside}"
    assert not broken, f"the page's scripts failed: {broken}"


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """An empty page that must not ask the network for anything, nor have an error in a script."""
    with watched(browser) as started:
        yield started
