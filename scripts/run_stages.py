"""``python -m scripts.run_stages [full|fast|lint|types]``: run checks until one fails."""

from __future__ import annotations

import os
import re
import sys
import time
from functools import partial
from pathlib import Path

from scripts.browser import provide_browser
from scripts.stages import SETS, Stage
from scripts.steps import LOGS, ROOT, Step, StepFailed, calmly, run, say

TEST_LOGS = LOGS / "test"
SUMMARY = re.compile(r"^=*\s*(\d+ (?:passed|failed|error|skipped|xfailed|desel).* in .*?)\s*=*$")
# A test that does not run proves nothing, so it may not pass for one that did.
NOT_RUN = re.compile(r"\d+ (?:skipped|xfailed|xpassed|deselected)")
MOST_LINES = 500
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "NO_COLOR": "1"}


def run_stages(stages: tuple[Stage, ...]) -> None:
    """Run ``stages`` in order.

    Raises:
        StepFailed: The first stage that failed; its output has been printed.
    """
    begun = time.monotonic()
    refuse_missing_folders(stages)
    variables = environment()
    if any(stage.needs_browser for stage in stages):
        variables["CHROMIUM"] = provide_browser(_fresh_log("browser"))
    for number, stage in enumerate(stages, start=1):
        _run_stage(stage, variables, _fresh_log(f"{number:02}-{_file_name(stage.name)}"))
    say(f"\nAll {len(stages)} checks passed in {time.monotonic() - begun:.0f} s.")


def refuse_missing_folders(stages: tuple[Stage, ...], root: Path = ROOT) -> None:
    """Fail before anything runs when a folder of tests is missing or empty.

    Raises:
        StepFailed: A folder holds no tests.
    """
    folders = dict.fromkeys(folder for stage in stages for folder in stage.folders)
    missing = [folder for folder in folders if not any((root / folder).rglob("test_*.*"))]
    if missing:
        raise StepFailed(f"No tests in {', '.join(missing)}", "See scripts/stages.py.")


def environment() -> dict[str, str]:
    """Return the environment of a check: nothing of this installation's settings leaks in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LINDRA_")}
    return kept | QUIET


def summary_of(output: str) -> str:
    """Return the last line in which pytest counts its tests, or nothing."""
    found = [match[1] for line in output.splitlines() if (match := SUMMARY.match(line))]
    return found[-1] if found else ""


def _run_stage(stage: Stage, variables: dict[str, str], log: Path) -> None:
    step = Step(stage.name, stage.command, environment=variables, limit_s=60 * stage.limit_min)
    try:
        run(step, log)
    except StepFailed:
        _show(log)
        raise
    summary = summary_of(_read(log))
    if summary:
        say(f"    {summary}")
    if NOT_RUN.search(summary):
        _show(log)
        raise StepFailed(f"{stage.name}: some tests did not run", "Make them run, or remove them.")


def _show(log: Path) -> None:
    lines = _read(log).splitlines()
    if len(lines) > MOST_LINES:
        say(f"\n(the first {len(lines) - MOST_LINES} lines are in {log})")
    say("\n" + "\n".join(lines[-MOST_LINES:]))


def _fresh_log(name: str) -> Path:
    TEST_LOGS.mkdir(parents=True, exist_ok=True)
    log = TEST_LOGS / f"{name}.log"
    log.write_bytes(b"")
    return log


def _file_name(title: str) -> str:
    return "-".join(re.findall(r"\w+", title.lower()))


def _read(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(calmly(partial(run_stages, SETS[sys.argv[1] if len(sys.argv) > 1 else "full"])))
