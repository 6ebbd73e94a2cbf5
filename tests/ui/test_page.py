"""The page in a real Chromium, on a real server, as a person uses it."""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.conftest import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.ui,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"),
        reason="no Chromium is installed (Debian: apt-get install chromium)",
    ),
]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def address(seeded_folder: Path) -> Iterator[str]:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        str(ROOT / "atlas.py"),
        "serve",
        "--data",
        str(seeded_folder),
        "--port",
        str(port),
    ]
    server = subprocess.Popen(
        command, env={**os.environ, "ATLAS_EMBEDDER": "hashed"}, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}/"
    for _ in range(100):
        try:
            urllib.request.urlopen(url + "readyz", timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield url
    server.terminate()
    server.wait()


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        opened = browser.new_page(locale="en-GB")
        errors: list[str] = []
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        opened.goto(address)
        yield opened
        browser.close()
        assert errors == []


def test_a_search_by_keyboard_shows_practices_with_their_evidence(page: Page) -> None:
    page.keyboard.press("Tab")
    page.locator("#q").focus()
    page.keyboard.type("合作社")
    page.keyboard.press("Enter")
    page.wait_for_selector("hit-list .quote mark")
    assert "麻江" in page.locator("hit-list").inner_text()
    assert "q=" in page.url


def test_a_practice_opens_and_its_source_opens_at_the_quote(page: Page, address: str) -> None:
    page.goto(address + "#/search?q=合作社&mode=lexical")
    page.locator("hit-list h2 a").first.click()
    page.wait_for_selector("practice-card table")
    page.locator("practice-card .quote a").first.click()
    page.wait_for_selector("source-text mark")
    assert page.evaluate("document.activeElement.tagName") == "MARK"


def test_a_practice_shows_those_like_it_with_the_reasons(page: Page, address: str) -> None:
    page.goto(address + "#/search?q=合作社&mode=lexical")
    page.locator("hit-list h2 a").first.click()
    page.wait_for_selector("practice-card .similar a")
    first = page.locator("practice-card .similar li").first
    assert first.locator(".tag").count() > 0
    name = first.locator("a").inner_text()
    first.locator("a").click()
    page.wait_for_function(
        "name => document.querySelector('practice-card h2')?.textContent.startsWith(name)", arg=name
    )


def test_a_filter_is_set_and_taken_back_by_its_count(page: Page, address: str) -> None:
    page.goto(address + "#/search?q=党建")
    page.wait_for_selector("facet-list .facets a")
    first = page.locator("facet-list .facets a").first
    count = first.locator(".count").inner_text()
    before = page.locator("hit-list .where").first.inner_text()
    first.click()
    page.wait_for_selector("facet-list .facets a[aria-pressed=true]")
    assert f"among {count} passages" in page.locator("hit-list .where").first.inner_text()
    page.locator("facet-list .facets a[aria-pressed=true]").click()
    page.wait_for_selector("facet-list .facets a[aria-pressed=true]", state="detached")
    assert page.locator("hit-list .where").first.inner_text() == before


def test_an_answer_goes_on_over_pages_and_turns_to_passages(page: Page, address: str) -> None:
    page.goto(address + "#/search?q=党员")
    page.wait_for_selector("hit-list .pages a")
    page.locator("hit-list .pages a").click()
    page.wait_for_function("() => document.querySelector('hit-list h2')?.textContent.startsWith('11.')")
    page.get_by_text("show passages").click()
    page.wait_for_function("() => document.querySelector('hit-list h2')?.textContent.startsWith('1.')")
    page.get_by_text("show practices").wait_for()
    assert page.locator("hit-list .told").count() == 0


def test_beyond_the_last_page_the_way_back_is_shown(page: Page, address: str) -> None:
    page.goto(address + "#/search?q=党员&offset=900")
    page.get_by_text("There is nothing further").wait_for()
    page.get_by_text("Previous").wait_for()


def test_a_passage_of_two_practices_is_shown_once(page: Page, address: str) -> None:
    page.goto(address + "#/search?q=如何消除空壳村&mode=lexical")
    page.get_by_text("same passage as in no. 1").first.wait_for()
    quotes = list(filter(None, page.locator("hit-list .quote").all_inner_texts()))
    assert quotes
    assert len(quotes) == len(set(quotes))


def test_what_nothing_answers_is_said_above_what_comes_nearest(page: Page, address: str) -> None:
    page.goto(address + "#/search?q=How to bake bread?")
    page.wait_for_selector("hit-list .hits")
    assert "Nothing in this collection answers this" in page.locator("hit-list [role=status]").inner_text()


def test_the_language_can_be_changed_and_is_kept(page: Page) -> None:
    assert page.locator("button[type=submit]").inner_text() == "Search"
    page.locator("#language").click()
    assert page.locator("button[type=submit]").inner_text() == "搜索"
    page.reload()
    assert page.locator("button[type=submit]").inner_text() == "搜索"
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_a_hostile_question_is_shown_and_never_run(page: Page, address: str) -> None:
    page.goto(address + "#/search?q=" + "%3Cimg src%3Dx onerror%3Dwindow.hit%3D1%3E&mode=lexical")
    page.wait_for_selector("hit-list p")
    assert page.evaluate("window.hit") is None
    assert page.locator("#q").input_value() == "<img src=x onerror=window.hit=1>"


def test_nothing_found_is_said(page: Page, address: str) -> None:
    page.goto(address + "#/search?q=zzzz&mode=lexical")
    page.wait_for_selector("hit-list p")
    assert "Nothing" in page.locator("hit-list").inner_text()


def test_what_is_covered_is_shown_and_leads_to_its_passages(page: Page, address: str) -> None:
    page.locator("footer a").click()
    page.wait_for_selector("coverage-view table")
    assert "No evidence yet" in page.locator("coverage-view").inner_text()
    page.locator("coverage-view td a").first.click()
    page.wait_for_selector("hit-list .hits")
    assert "problem=" in page.url


def test_a_hit_says_which_words_of_the_question_it_holds(page: Page, address: str) -> None:
    page.goto(address + "#/search?q=如何消除空壳村")
    page.wait_for_selector("hit-list .why")
    assert "空壳村" in page.locator("hit-list p.why").first.inner_text()


def test_an_address_of_nothing_says_so_and_the_way_on_stays(page: Page, address: str) -> None:
    for nowhere in ("#/nonsense", "#/%E4%B"):
        page.goto(address + nowhere)
        page.get_by_role("alert").get_by_text("nothing at this address").wait_for()
    page.goto(address + "#/search?q=空壳村")
    page.locator("li.card").first.wait_for()


def test_the_skip_link_leaves_the_answer_where_it_is(page: Page, address: str) -> None:
    page.goto(address + "#/search?q=空壳村")
    page.locator("li.card").first.wait_for()
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/#main")
    page.wait_for_timeout(200)
    assert page.locator("li.card").count() > 0
    assert page.get_by_role("alert").count() == 0
