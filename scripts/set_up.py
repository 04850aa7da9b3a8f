"""``python -m scripts.set_up``: both environments from their locks; nothing when all is well."""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from scripts.environments import ENVIRONMENTS, bring_in_line, is_in_line, uv_step
from scripts.steps import LOGS, ROOT, calmly, run, say
from scripts.uv_tool import TOOLS, fetch_uv, find_uv, uv_environment

LOG = LOGS / "setup.log"


def set_up() -> None:
    """Bring both environments in line with their locks.

    Raises:
        StepFailed: Something is missing; the advice says how to get it.
    """
    if all(is_in_line(environment) for environment in ENVIRONMENTS):
        return
    with _alone():
        _set_up_now()


def _set_up_now() -> None:
    say(f"Setting up (details in {LOG.relative_to(ROOT)})")
    LOG.parent.mkdir(parents=True, exist_ok=True)
    LOG.write_bytes(b"")
    uv = find_uv() or fetch_uv(LOG)
    variables = uv_environment()
    for environment in ENVIRONMENTS:
        step_for = partial(uv_step, uv, variables, environment)
        bring_in_line(environment, step_for, partial(run, log=LOG))


@contextmanager
def _alone() -> Iterator[None]:
    """Let one set-up at a time work in this folder; the lock ends with the process."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "set-up.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another set-up is at work in this folder; waiting for it.")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(calmly(set_up, LOG))
