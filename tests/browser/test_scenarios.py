"""The Scenarios page in a browser: asked for by its address, on a phone, with long work that is called off."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

SENTENCE = re.compile("likely to carry itself; measuring .* first would tell most")


def opened(page: Page, server: str) -> None:
    page.goto(server)
    page.get_by_role("link", name="Scenarios").click()
    expect(page.get_by_role("heading", name=SENTENCE)).to_be_visible(timeout=30_000)


def test_its_address_leads_to_it_and_the_bar_to_design(browser: Browser, server: str):
    # not the fixture `page`: below an address Streamlit first asks for its own files in the wrong place, and logs that
    page = browser.new_page()
    page.goto(f"{server}/scenarios")
    expect(page.get_by_role("heading", name=SENTENCE)).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="Design").click()
    expect(page.get_by_role("heading", name=re.compile("Self-sustaining"))).to_be_visible()
    page.close()


def test_a_goal_is_typed_said_and_sought(page: Page, server: str):
    opened(page, server)
    page.get_by_label("Goal", exact=True).fill("40000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("likely to reach 40,000 by week 104"))).to_be_visible()
    page.get_by_role("tab", name="Goal", exact=True).click()
    expect(page.get_by_text("The cheapest combination")).to_be_visible()


def test_long_work_shows_progress_and_is_called_off(page: Page, server: str):
    opened(page, server)
    page.get_by_role("button", name="Draws").click()
    draws = page.get_by_role("spinbutton", name="Draws")
    draws.fill("250000")
    draws.press("Enter")
    expect(page.get_by_text("Drawing 250,000 futures")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("10,000 draws, seed 1")).to_be_visible()
    expect(page.get_by_text("Drawing 250,000 futures")).to_have_count(0)


def test_nothing_is_wider_than_a_phone(page: Page, server: str):
    opened(page, server)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
