import pytest

from bot.library.placeholders import fill, has_stray_brace, names_in


def test_names_are_found_with_hyphens_and_underscores():
    assert names_in("{clinic}, {who_reads}, {planned-minutes}") == {
        "clinic",
        "who_reads",
        "planned-minutes",
    }


@pytest.mark.parametrize("text", ["{", "}", "{}", "{Name}", "{a b}", "{name", "{{name}}", "{a!r}"])
def test_a_brace_that_is_no_placeholder_is_noticed(text):
    assert has_stray_brace(text)


@pytest.mark.parametrize("text", ["", "plain", "{name}", "{who_reads} and {rest-minutes}"])
def test_a_sound_text_has_no_stray_brace(text):
    assert not has_stray_brace(text)


def test_a_persons_own_words_are_never_read_as_a_placeholder():
    assert fill("{name} says {word}", {"name": "{word}", "word": "{0.__class__}"}) == (
        "{word} says {0.__class__}"
    )


def test_a_missing_value_is_an_error():
    with pytest.raises(KeyError):
        fill("{name}", {})
