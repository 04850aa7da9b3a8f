import re

import pytest

from sandbox.page_api import PAGE, POLICY

FILES = sorted(path for path in PAGE.rglob("*") if path.is_file())
# A namespace is a name and is never fetched.
NAMESPACE = "http://www.w3.org/2000/svg"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_page_file_names_no_address_outside(path):
    text = path.read_text("utf-8").replace(NAMESPACE, "")
    found = re.findall(r"""(?:https?:)?//[\w.-]+\.[a-z]{2,}""", text)
    assert found == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_a_page_file_asks_for_is_there(path):
    text = path.read_text("utf-8")
    here = [PAGE / name.removeprefix("/page/") for name in re.findall(r"/page/[\w./-]+\.\w+", text)]
    beside = [path.parent / name for name in re.findall(r'from "(\./[\w.-]+)"', text)]
    assert [name for name in here + beside if not name.is_file()] == []


def test_every_icon_that_is_used_is_drawn():
    drawn = set(re.findall(r'symbol id="([\w-]+)"', (PAGE / "icons.svg").read_text("utf-8")))
    scripts = "".join(path.read_text("utf-8") for path in FILES if path.suffix == ".js")
    used = set(re.findall(r'\bicon\("([\w-]+)"\)|\b(?:round|piece)\("([\w-]+)"', scripts))
    assert {name for pair in used for name in pair if name} <= drawn


def test_page_may_load_nothing_from_elsewhere():
    assert "default-src 'self'" in POLICY
    assert "http" not in POLICY


def test_text_is_never_put_into_the_page_as_markup():
    scripts = "".join(path.read_text("utf-8") for path in FILES if path.suffix == ".js")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", scripts
    )
