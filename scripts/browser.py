"""Find a Chromium for the browser tests, or get one where that is ours to do."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from scripts.advice import NO_BROWSER
from scripts.environments import COACH
from scripts.steps import Step, StepFailed, run
from scripts.uv_tool import TOOLS, apt_get

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
OWN = TOOLS / "browsers"


def find_browser() -> str | None:
    """Return a browser that starts: the one named by CHROMIUM, the system's, or our own."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [*map(shutil.which, NAMES), str(MAC), *_own()]
    return next((path for path in candidates if path and _starts(path)), None)


def provide_browser(log: Path) -> str:
    """Return a browser, fetching one when there is none.

    Raises:
        StepFailed: None is there and none could be fetched.
    """
    found = find_browser()
    if found or os.environ.get("CHROMIUM"):
        return found or _missing()
    for steps in (apt_get(("chromium",), "Chromium"), (_playwright_step(),)):
        try:
            for step in steps:
                run(step, log)
        except StepFailed:
            continue
        if steps and (found := find_browser()):
            return found
    return _missing()


def _missing() -> str:
    raise StepFailed("Chromium is missing", NO_BROWSER)


def _own() -> list[str]:
    patterns = ("chromium-*/*/chrome", "chromium-*/*/*.app/Contents/MacOS/*")
    return [str(path) for pattern in patterns for path in sorted(OWN.glob(pattern))]


def _playwright_step() -> Step:
    command = (str(COACH.python), "-m", "playwright", "install", "--no-shell", "chromium")
    variables = os.environ | {"PLAYWRIGHT_BROWSERS_PATH": str(OWN)}
    return Step(f"Chromium: fetch into {TOOLS.name}/", command, NO_BROWSER, variables, limit_s=900)


def _starts(path: str) -> bool:
    # On some systems the name is there and only says how to install the real one.
    try:
        command = (path, "--version")
        answer = subprocess.run(command, capture_output=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0
