"""The sandbox's page in a real browser, with a running house behind it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Locator, Page, Request, async_playwright, expect

from bot.domain.providers import Position
from bot.services import inviting
from tests.auxil.crisis import ALERT, ALERT_SENT, CRISIS, CRISIS_LINE
from tests.auxil.house import House

PATIENCE_MS = 20_000
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*QUIET, "--disable-background-networking"]
        )
        yield browser
        await browser.close()


@asynccontextmanager
async def page_of(browser: Browser, house: House, viewport: dict[str, int]) -> AsyncIterator[Page]:
    """The page in a window; at the end nothing has gone outside and nothing has gone wrong."""
    asked: list[str] = []
    faults: list[str] = []
    context = await browser.new_context(viewport=viewport, timezone_id="Europe/Oslo")
    context.set_default_timeout(PATIENCE_MS)

    def note(request: Request) -> None:
        asked.append(request.url)

    context.on("request", note)
    page = await context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    try:
        yield page
    finally:
        await context.close()
    outside = [url for url in asked if not url.startswith((house.sandbox.url + "/", "data:"))]
    assert asked
    assert outside == []
    assert faults == []


def side(page: Page, role: str) -> Locator:
    return page.locator(f"#side-{role}")


async def open_link(page: Page, house: House, code: str, role: str, name: str) -> None:
    """Open an invitation's link as somebody new."""
    await page.goto(f"{house.sandbox.url}/?start={code}&role={role}")
    dialog = page.get_by_role("dialog")
    if await dialog.get_by_text("A new person").is_visible():
        await dialog.get_by_text("A new person").click()
    await dialog.get_by_label("First name").fill(name)
    await dialog.get_by_role("button", name="Open").click()


async def press(where: Locator, label: str) -> None:
    """Press the newest button of this name."""
    await where.get_by_role("button", name=label, exact=True).last.click()


async def write(where: Locator, words: str) -> None:
    await where.get_by_label("Message", exact=True).fill(words)
    await where.get_by_role("button", name="Send").click()


async def sees(where: Locator, words: str) -> Locator:
    bubble = where.locator("article.message", has_text=words).last
    await expect(bubble).to_be_visible()
    return bubble


async def provider_code(house: House, name: str) -> str:
    async with house.at_work() as work:
        _, code = await inviting.invite_provider(work, name, Position.FIRST)
    return code


async def enrol_on(chat: Locator) -> None:
    """Answer the first questions by what is on the page."""
    await sees(chat, "chat coach")
    for number in range(4):
        await expect(chat.get_by_role("button", name="Next", exact=True)).to_have_count(1)
        await press(chat, "Next")
        await expect(chat.locator("article.message", has_text="✓ Next")).to_have_count(number + 1)
    for label in ("Yes, I agree", "Yes, 18 or older", "Norway", "None of these", "That's right"):
        await press(chat, label)
        await sees(chat, f"✓ {label}")
    await sees(chat, "What may I call you")  # words that come before a question do not answer it
    await write(chat, "Ellen")
    await sees(chat, "time of day")
    await write(chat, "8")
    await sees(chat, "Each day at")


async def test_patient_and_nurse_meet_on_the_page(house: House, browser: Browser) -> None:
    async with page_of(browser, house, DESKTOP) as page:
        nurse, patient = side(page, "provider"), side(page, "patient")
        code = await provider_code(house, "Kari")
        await open_link(page, house, code, "provider", "Kari")
        await sees(nurse, "Welcome, Kari")

        await open_link(page, house, await house.invitation(), "patient", "Ellen")
        await enrol_on(patient)

        # The clock is moved, and what is due then comes.
        before = await page.locator("#clock-time").text_content()
        await page.locator("#clock-steps").get_by_text("Next morning").click()
        await expect(page.locator("#clock-time")).to_have_text("08:00")
        assert before != "08:00"
        await sees(patient, "Hello Ellen, here is your check-in")

        # Danger reaches the nurse, who takes it; both see what became of it.
        await write(patient, CRISIS)
        await sees(patient, CRISIS_LINE)
        await sees(patient, ALERT_SENT)
        alert = await sees(nurse, ALERT)
        await press(nurse, "I'll take it")
        await expect(alert).to_contain_text("You took this at")
        await expect(alert.locator(".meta")).to_contain_text("edited")
        await expect(alert.get_by_role("button", name="I'll take it")).to_have_count(0)
        await sees(patient, "Kari read your alert")


async def test_the_page_works_on_a_phone(house: House, browser: Browser) -> None:
    async with page_of(browser, house, PHONE) as page:
        nurse, patient = side(page, "provider"), side(page, "patient")
        await open_link(page, house, await provider_code(house, "Kari"), "provider", "Kari")
        await sees(nurse, "Welcome, Kari")
        await expect(patient).to_be_hidden()

        await open_link(page, house, await house.invitation(), "patient", "Ellen")
        await sees(patient, "chat coach")
        await expect(nurse).to_be_hidden()
        await fits_the_window(page)
        await write(patient, CRISIS)
        await sees(patient, "findahelpline.com")  # the country is not known yet

        tab = page.get_by_role("tab", name="Provider")
        await expect(tab.locator(".dot")).to_be_visible()  # something new over there
        await tab.click()
        await fits_the_window(page)
        alert = await sees(nurse, ALERT)
        await press(nurse, "I'll take it")
        await expect(alert).to_contain_text("You took this at")
        await press(nurse, "Contacted the patient")
        await expect(alert).to_contain_text("Contacted the patient")
        await expect(alert.get_by_role("button")).to_have_count(0)

        await page.get_by_role("tab", name="Patient").click()
        await sees(patient, "Kari has noted that they have been in touch")


async def fits_the_window(page: Page) -> None:
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]
