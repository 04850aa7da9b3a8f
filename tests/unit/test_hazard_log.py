"""The hazard log is whole, and every control and test that it names is there."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
LOG = ROOT / "docs" / "safety" / "hazard-log.yml"
STARTERS = [f"H{number}" for number in range(1, 19)]
STATUSES = ("controlled", "partly controlled", "open")
TEXTS = ("hazard", "effect")
LISTS = ("causes", "left")
# test_broken_content.py shows that the check refuses each of these with its exact message.
BROKEN_CONTENT = "tests/content/broken/"

Hazard = dict[str, Any]


def load_yaml(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path)  # refuses a key that is there twice


def log_faults(hazards: list[Hazard]) -> list[str]:
    """Every fault of the log, one a line, beginning with the id of its hazard."""
    counts = Counter(hazard.get("id") or "?" for hazard in hazards)
    return [
        *(f"{one}: is missing" for one in STARTERS if one not in counts),
        *(f"{one}: is there {count} times" for one, count in counts.items() if count > 1),
        *("?: a hazard has no id" for hazard in hazards if not hazard.get("id")),
        *(f"{hazard.get('id')}: {fault}" for hazard in hazards for fault in faults_of(hazard)),
    ]


def faults_of(hazard: Hazard) -> Iterator[str]:
    for key in (*TEXTS, *LISTS):
        if not hazard.get(key):
            yield f"has no {key}"
    if hazard.get("status") not in STATUSES:
        yield f"has the status {hazard.get('status')}"
    for key in ("controls", "tests"):
        if not hazard.get(key) and hazard.get("status") != "open":
            yield f"has no {key} and is not open"
    for control in hazard.get("controls") or ():
        yield from control_faults(control)
    for test in hazard.get("tests") or ():
        if not is_test(test):
            yield f"{test} is no test"


def control_faults(control: Hazard) -> Iterator[str]:
    if not control.get("what"):
        yield "a control does not say what it is"
    if not control.get("files"):
        yield f"the control {control.get('what')!r} names no file"
    for name in control.get("files") or ():
        if not is_file(name):
            yield f"{name} is no file"


def is_file(name: str) -> bool:
    """Whether a name leads to a file of the project, and not out of it."""
    return (ROOT / name).is_file() and not Path(name).is_absolute() and ".." not in name


def is_test(test: str) -> bool:
    name, _, inside = test.partition("::")
    if not is_file(name) or not name.startswith("tests/"):
        return False
    path = ROOT / name
    if path.match("test_*.py"):
        return inside in collected(path)
    if path.match("conversations/test_*.yml"):
        return inside in {story["story"] for story in load_yaml(path)["stories"]}
    return name.startswith(BROKEN_CONTENT) and path.suffix == ".yml" and not inside


@cache
def collected(path: Path) -> frozenset[str]:
    """The tests of a file as pytest names them, without their parameters."""
    return frozenset(named(ast.parse(path.read_text(encoding="utf-8")).body))


def named(body: list[ast.stmt], within: str = "") -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from named(node.body, f"{within}{node.name}::")
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if is_function and node.name.startswith("test"):
            yield f"{within}{node.name}"


@pytest.fixture(scope="module")
def hazards() -> list[Hazard]:
    return load_yaml(LOG)["hazards"]


def test_the_hazard_log_has_no_fault(hazards: list[Hazard]) -> None:
    assert log_faults(hazards) == []


# Each fault is found: a sound hazard, and what is wrong after one change.

HERE = "tests/unit/test_hazard_log.py"
SOUND: Hazard = {
    "id": "H1",
    "hazard": "A hazard",
    "effect": "Harm",
    "causes": ["A cause"],
    "controls": [{"what": "A control", "files": ["bot/clock.py"]}],
    "tests": [
        f"{HERE}::test_the_hazard_log_has_no_fault",
        "tests/integration/test_router.py::TestSilence"
        "::test_a_turn_in_which_nobody_spoke_is_tried_again_and_then_owned_up_to",
        "tests/conversations/test_medicines.yml::a dose",
        "tests/content/broken/false-reassurance.yml",
    ],
    "status": "partly controlled",
    "left": ["Something"],
}
OTHERS = [{**SOUND, "id": one} for one in STARTERS[1:]]


def with_control(**changes: Any) -> Hazard:
    return {"controls": [{"what": "A control", "files": ["bot/clock.py"], **changes}]}


@pytest.mark.parametrize(
    "changes", [{}, {"status": "controlled"}, {"status": "open", "controls": [], "tests": []}]
)
def test_a_sound_log_has_no_fault(changes: Hazard) -> None:
    assert log_faults([{**SOUND, **changes}, *OTHERS]) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"hazard": ""}, "H1: has no hazard"),
        ({"effect": None}, "H1: has no effect"),
        ({"causes": []}, "H1: has no causes"),
        ({"left": []}, "H1: has no left"),
        ({"status": "done"}, "H1: has the status done"),
        ({"controls": []}, "H1: has no controls and is not open"),
        ({"tests": []}, "H1: has no tests and is not open"),
        ({"tests": None, "status": "controlled"}, "H1: has no tests and is not open"),
        (with_control(what=""), "H1: a control does not say what it is"),
        (with_control(files=[]), "H1: the control 'A control' names no file"),
        (with_control(files=["bot/gone.py"]), "H1: bot/gone.py is no file"),
        (with_control(files=["bot/safety"]), "H1: bot/safety is no file"),
        (with_control(files=["bot/../bot/clock.py"]), "H1: bot/../bot/clock.py is no file"),
        (with_control(files=[str(ROOT / "bot/clock.py")]), f"H1: {ROOT}/bot/clock.py is no file"),
        ({"status": "open", **with_control(files=["gone.py"])}, "H1: gone.py is no file"),
    ],
)
def test_each_fault_of_a_hazard_is_found(changes: Hazard, fault: str) -> None:
    assert log_faults([{**SOUND, **changes}, *OTHERS]) == [fault]


@pytest.mark.parametrize(
    "test",
    [
        HERE,
        f"{HERE}::test_that_is_not_there",
        f"{HERE}::log_faults",  # a function, and no test
        f"{HERE}::TestGone::test_the_hazard_log_has_no_fault",
        "tests/unit/test_gone.py::test_the_hazard_log_has_no_fault",
        "tests/integration/test_router.py::TestSilence",
        "tests/integration/test_router.py"
        "::test_a_turn_in_which_nobody_spoke_is_tried_again_and_then_owned_up_to",  # in a class
        "tests/conversations/test_medicines.yml",
        "tests/conversations/test_medicines.yml::a story that is not there",
        "tests/content/broken/gone.yml",
        "tests/content/sound/content/safety/en/abuse.yml",
        "bot/clock.py::now",
        "by hand",
    ],
)
def test_a_test_that_is_not_there_is_found(test: str) -> None:
    assert log_faults([{**SOUND, "tests": [test]}, *OTHERS]) == [f"H1: {test} is no test"]


def test_a_hazard_that_is_missing_twice_or_without_id_is_found() -> None:
    assert log_faults(OTHERS) == ["H1: is missing"]
    assert log_faults([SOUND, *OTHERS, SOUND]) == ["H1: is there 2 times"]
    faults = log_faults([{**SOUND, "id": ""}, *OTHERS])
    assert faults == ["H1: is missing", "?: a hazard has no id"]
    assert log_faults([SOUND, *OTHERS, {**SOUND, "id": "H99"}]) == []  # more may be added
