from datetime import date

import pytest

from bot.library.yaml_source import place_name, read_document


def read(tmp_path, text):
    file = tmp_path / "content" / "kind" / "en" / "item.yml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return read_document(tmp_path / "content", file)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),  # Norway is not false
        ("yes", "yes"),
        ("true", True),
        ("12", 12),
        ("1_000", 1000),
        ("7.5", 7.5),
        ("2027-03-31", date(2027, 3, 31)),
        ("2027-02-31", "2027-02-31"),
        ("12:30", "12:30"),
        ('"113"', "113"),
        ("~", None),
        ("", None),
        ("[a, b]", ("a", "b")),
        ("{a: b}", {"a": "b"}),
        ("|-\n  one\n  two", "one\ntwo"),
        (">\n  one\n  two\n", "one two"),
    ],
)
def test_values_are_what_a_clinician_means(tmp_path, written, value):
    document, faults = read(tmp_path, f"key: {written}\n")
    assert faults == []
    assert document.data == {"key": value}
    assert type(document.data["key"]) is type(value)


def test_every_value_knows_its_line(tmp_path):
    document, _ = read(tmp_path, "# a comment\na: 1\nb:\n  - c: 2\n  - c: 3\n    d: 4\n")
    assert document.line_of(("a",)) == 2
    assert document.line_of(("b", 1, "d")) == 6
    assert document.line_of(("b", 1)) == 5


def test_what_is_missing_has_the_line_of_what_is_around_it(tmp_path):
    document, _ = read(tmp_path, "a: 1\nb:\n  - c: 2\n")
    assert document.line_of(("b", 0, "missing", "deeper")) == 3
    assert document.line_of(("missing",)) == 1


def test_a_document_knows_its_place(tmp_path):
    document, _ = read(tmp_path, "a: 1\n")
    assert document.file == "content/kind/en/item.yml"
    assert (document.folder, document.subfolders, document.stem) == ("kind", ("en",), "item")


def test_files_of_a_windows_editor_are_read(tmp_path):
    document, faults = read(tmp_path, "\ufeffa: 1\r\nb: |-\r\n  one\r\n  two\r\n")
    assert faults == []
    assert document.data == {"a": 1, "b": "one\ntwo"}
    assert document.line_of(("b",)) == 2


def test_a_group_that_holds_itself_is_refused_and_not_followed(tmp_path):
    document, faults = read(tmp_path, "a: &loop\n  b: *loop\n")
    assert document.data == {"a": {"b": None}}
    assert [str(fault) for fault in faults] == [
        "content/kind/en/item.yml:2: a.b: points to another place with * - write the value out here"
    ]


def test_entries_are_counted_from_one():
    assert place_name(("steps", 1, "options", 0, "label")) == "steps[2].options[1].label"
    assert place_name(()) == "file"
