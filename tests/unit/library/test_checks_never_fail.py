"""Whatever stands in a file, the check answers with faults and never with an error of its own."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library.cross_checks import check_all
from bot.library.cross_checks.corpus import Corpus
from bot.library.kinds import model_for
from bot.library.model_faults import validate
from bot.library.yaml_source import read_document

SOUND = Path(__file__).parents[2] / "content" / "sound" / "content"
TODAY = date(2027, 1, 1)

ODD_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 2000),
    st.floats(allow_nan=False),
    st.dates(),
    st.text(max_size=8),
    st.sampled_from(["{", "{x}", "*", "a.b", (), {}, ("a",), {"a": 1}, (None,), ({},)]),
)


def with_one_odd_value(draw, value):
    """Return the value with one odd value somewhere in it."""
    if isinstance(value, dict) and value and draw(st.integers(0, 9)):
        key = draw(st.sampled_from(sorted(value)))
        return {**value, key: with_one_odd_value(draw, value[key])}
    if isinstance(value, tuple) and value and draw(st.integers(0, 9)):
        index = draw(st.integers(0, len(value) - 1))
        changed = with_one_odd_value(draw, value[index])
        return (*value[:index], changed, *value[index + 1 :])
    return draw(ODD_VALUES)


@cache
def sound_documents():
    return [read_document(SOUND, path)[0] for path in sorted(SOUND.rglob("*.yml"))]


@st.composite
def broken_corpora(draw):
    documents = sound_documents()
    index = draw(st.integers(0, len(documents) - 1))
    data = documents[index].data
    key = draw(st.sampled_from(sorted(data)))
    odd = replace(documents[index], data={**data, key: with_one_odd_value(draw, data[key])})
    return odd, [*documents[:index], odd, *documents[index + 1 :]]


@settings(max_examples=100, deadline=None)
@given(broken_corpora())
def test_an_odd_value_gives_faults_or_nothing(broken):
    odd, documents = broken
    model = model_for(odd.folder, odd.stem)
    item, faults = validate(odd, model)
    faults += check_all(Corpus("content", documents), TODAY)
    assert all(fault.line >= 1 and fault.file.startswith("content/") for fault in faults)
    assert item is not None or faults
