"""Start Rasa so that it cannot outlive the coach and writes no patient's words to its log.

``python engine/launch.py run ...`` is ``rasa run ...``, and so with every other command of Rasa's.

* The process ends when the one that started it ends, however that ended: at once on Linux,
  within two seconds elsewhere.
* Rasa logs a message that it failed to handle, its text included, and prints the local variables
  of every frame. Here an event keeps its name and an error its frames; neither keeps a word of
  what was said.
* Rasa checks each answer of an action against a schema, and that schema against the rules for
  schemas, which took two thirds of a turn. The second check is made once.
"""

from __future__ import annotations

import ctypes
import functools
import json
import logging
import os
import signal
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any

PARENT_PID = "LINDRA_PARENT_PID"
_PR_SET_PDEATHSIG = 1
_HARMLESS_KEYS = frozenset(
    {"event", "level", "exc_info", "stack_info", "action_name", "len_extraction_events"}
)

ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def end_with_the_parent() -> None:
    """See to it that this process ends when its parent does."""
    expected = os.environ.get(PARENT_PID)
    if expected is None:
        return
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    else:
        threading.Thread(target=_watch_parent, args=(int(expected),), daemon=True).start()
    # The parent may have gone before the call above.
    if os.getppid() != int(expected):
        os._exit(1)


def _watch_parent(expected: int) -> None:
    while os.getppid() == expected:
        time.sleep(2)
    os._exit(1)


def frames_only(error: ErrorInfo) -> str:
    """Return where an error came from and its kind, without its message."""
    frames = [f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error[2])]
    return "\n".join([*frames, f"{error[0].__module__}.{error[0].__qualname__}"])


class FramesOnly(logging.Formatter):
    """A formatter of tracebacks without messages: an action's error may quote the conversation."""

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802 - the name is logging's
        """Return the frames and the kind of the error."""
        return frames_only(ei)


def drop_words(_: Any, __: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Keep of a structured event only what cannot hold a patient's words."""
    return {key: value for key, value in event.items() if key in _HARMLESS_KEYS}


def exception_frames(_: Any, __: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Put an exception's frames in the place of Rasa's rendering, which prints variables."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    elif isinstance(error, BaseException):
        error = (type(error), error, error.__traceback__)
    if isinstance(error, tuple) and error[0] is not None:
        event["exception"] = frames_only(error)
    return event


def keep_words_out_of_the_log() -> None:
    """Set the two points Rasa's structured logging passes through, and the formatter."""
    import rasa.utils.io
    import rasa.utils.log_utils
    import structlog

    rasa.utils.log_utils._anonymizer = drop_words
    structlog.processors.dict_tracebacks = exception_frames
    colour = rasa.utils.io.configure_colored_logging

    def plain(loglevel: int | str | None) -> None:
        colour(loglevel)
        for handler in logging.getLogger().handlers:
            handler.setFormatter(FramesOnly("%(asctime)s %(levelname)-8s %(name)s  %(message)s"))

    rasa.utils.io.configure_colored_logging = plain
    if "run" in sys.argv[1:2]:
        # Some quote the message; those about the training data are for whoever trains.
        warnings.showwarning = lambda *_, **__: None


@functools.lru_cache(maxsize=32)
def _validator(schema: str) -> Any:
    from jsonschema.validators import validator_for

    rules = json.loads(schema)
    kind = validator_for(rules)
    kind.check_schema(rules)
    return kind(rules)


def validate(instance: object, schema: object, *_: object, **__: object) -> None:
    """Do what ``jsonschema.validate`` does, without checking the same schema again and again."""
    from jsonschema.exceptions import best_match

    error = best_match(_validator(json.dumps(schema, sort_keys=True)).iter_errors(instance))
    if error is not None:
        raise error


def check_schemas_once() -> None:
    """Put ``validate`` in its place; Rasa looks it up at each call."""
    import jsonschema

    jsonschema.validate = validate


def main() -> None:
    """Run Rasa's own command line."""
    end_with_the_parent()
    sys.path.append(str(Path(__file__).parents[1]))  # where the encoder is
    from rasa.__main__ import main as rasa_main

    keep_words_out_of_the_log()
    check_schemas_once()
    sys.argv[0] = "rasa"
    rasa_main()


if __name__ == "__main__":
    main()
