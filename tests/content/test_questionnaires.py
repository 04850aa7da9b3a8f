"""The shipped questionnaires keep their published words, and fit the rules that score them."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.domain.alerts import Urgency
from bot.domain.measures.scoring import COMPARABLE, INSTRUMENT_ITEMS, WATCHED_POINTS
from bot.library import check_content, load_library
from bot.library.models.fields import LABEL_LENGTH

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "content"
TODAY = date(2026, 12, 1)
INSTRUMENTS = ("peg", "phq-4", "pgic")
# What a score's range is called, and what nobody may be told about themselves.
LABELS = (
    *("mild", "moderate", "severe", "depression", "anxiety disorder", "positive", "risk"),
    *("score", "points", "diagnos", "screening", "cut-off", "threshold"),
)


@pytest.fixture(scope="module")
def library():
    return load_library(SHIPPED, TODAY)


def test_the_peg_asks_in_the_published_words(library):
    items = library.questionnaire("peg", "en").items
    assert [(each.question, each.low_label, each.high_label) for each in items] == [
        (
            "What number best describes your pain on average in the past week?",
            "No pain",
            "Pain as bad as you can imagine",
        ),
        (
            "What number best describes how, during the past week, pain has interfered with your"
            " enjoyment of life?",
            "Does not interfere",
            "Completely interferes",
        ),
        (
            "What number best describes how, during the past week, pain has interfered with your"
            " general activity?",
            "Does not interfere",
            "Completely interferes",
        ),
    ]


def test_the_phq_4_asks_in_the_published_words(library):
    items = library.questionnaire("phq-4", "en").items
    stem = "Over the last 2 weeks, how often have you been bothered by the following problems?"
    assert [each.question.split("\n\n") for each in items] == [
        [stem, "Feeling nervous, anxious or on edge"],
        [stem, "Not being able to stop or control worrying"],
        [stem, "Little interest or pleasure in doing things"],
        [stem, "Feeling down, depressed, or hopeless"],
    ]
    for item in items:
        assert [(each.value, each.label) for each in item.options] == [
            (0, "Not at all"),
            (1, "Several days"),
            (2, "More than half the days"),
            (3, "Nearly every day"),
        ]


def test_the_pgic_runs_from_very_much_improved_to_very_much_worse(library):
    (item,) = library.questionnaire("pgic", "en").items
    assert [(each.value, each.label) for each in item.options] == [
        (1, "Very much improved"),
        (2, "Much improved"),
        (3, "Minimally improved"),
        (4, "No change"),
        (5, "Minimally worse"),
        (6, "Much worse"),
        (7, "Very much worse"),
    ]


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_each_instrument_has_the_items_and_scales_of_its_rules(library, instrument):
    asked = library.questionnaire(instrument, "en")
    assert asked.instrument == instrument
    assert [each.id for each in asked.items] == [
        scale.item_id for scale in INSTRUMENT_ITEMS[instrument]
    ]
    for item, scale in zip(asked.items, INSTRUMENT_ITEMS[instrument], strict=True):
        values = [each.value for each in item.options] or list(range(item.min, item.max + 1))
        assert values == list(range(scale.minimum_points, scale.maximum_points + 1))
        assert item.optional, "nobody has to answer"


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_each_instrument_names_its_licence_and_fits_its_buttons(library, instrument):
    asked = library.questionnaire(instrument, "en")
    assert any("Licence: " in (source.note or "") for source in asked.sources)
    labels = [each.label for item in asked.items for each in item.options]
    assert all(len(label) <= LABEL_LENGTH for label in labels)


@pytest.mark.parametrize(
    ("instrument", "first", "every"), [("peg", 7, 7), ("phq-4", 3, 21), ("pgic", 28, 28)]
)
def test_the_rhythms_are_the_agreed_ones(library, instrument, first, every):
    rhythm = library.questionnaire(instrument, "en").rhythm
    assert (rhythm.first_after_days, rhythm.every_days) == (first, every)


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_who_is_asked_hears_first_who_reads_the_answers(library, instrument):
    invitation = library.questionnaire(instrument, "en").rhythm.invitation
    assert "Your care team" in invitation or "your care team" in invitation
    if WATCHED_POINTS[instrument]:
        assert "know" in invitation, "that the team may be told of them"


def test_only_the_peg_is_set_beside_the_time_before(library):
    compared = {each.id for each in library.questionnaires("en") if each.compared is not None}
    assert compared == COMPARABLE == {"peg"}


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_no_word_of_ours_labels_a_person_or_tells_a_score(library, instrument):
    asked = library.questionnaire(instrument, "en")
    ours = [asked.title, asked.thanks, asked.rhythm.invitation, asked.rhythm.start_label]
    ours += [words for item in asked.items for words in (item.short, item.why, item.re_ask)]
    ours += list(asked.compared.model_dump().values()) if asked.compared else []
    said = " ".join(ours).lower()
    assert [label for label in LABELS if label in said] == []


def test_no_questionnaire_shares_its_title_with_something_else(library):
    titles = [each.title for each in library.questionnaires("en")]
    titles += [each.title for each in (*library.exercises("en"), *library.modules("en"))]
    assert len({title.lower() for title in titles}) == len(titles)


def test_the_rules_about_scores_are_the_agreed_ones(library):
    triggers = {each.id: each for each in library.policy.triggers}
    mood, weeks = triggers["worry-or-mood"], triggers["harder-weeks"]
    assert (mood.rule.kind, mood.rule.measure, mood.rule.value) == ("run", "phq_4_half", 3)
    assert (mood.rule.check_ins, mood.urgency) == (1, Urgency.SOON)
    assert (weeks.rule.kind, weeks.rule.measure, weeks.rule.value) == ("above_baseline", "peg", 2)
    assert (weeks.rule.check_ins, weeks.urgency) == (2, Urgency.SOON)


def test_a_rule_that_waits_for_a_missed_score_is_refused(tmp_path):
    content = Path(shutil.copytree(SHIPPED, tmp_path / "content"))
    policy = content / "escalation" / "default.yml"
    text = policy.read_text(encoding="utf-8")
    rule = "      kind: above_baseline\n      measure: peg\n"
    assert rule in text
    line = text[: text.index(rule)].count("\n") + 1
    broken = text.replace(rule, "      kind: missed_after\n      missed: 2\n      measure: peg\n")
    policy.write_text(broken, encoding="utf-8")
    (fault,) = check_content(content, TODAY)
    assert str(fault) == (
        f'content/escalation/default.yml:{line}: triggers[8].rule.kind: "missed_after" has no use '
        "with a score - use run or above_baseline; a score is never missed"
    )
