"""What a patient wrote, as the engine understood it, and what a flow made of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Heard:
    """A patient's words with the engine's best guess at their intent."""

    text: str
    intent: str = ""
    confidence: float = 0.0  # 0-1
    ranking: tuple[str, ...] = ()  # all guesses, best first; that none is good is not one of them


UNCLEAR = "nlu_fallback"  # the engine's word for a guess too weak to act upon
# What stands before an intent where that is said itself, not in words. Words of a person never
# begin so when they reach the engine.
INTENT_SIGN = "/"


class Taken(StrEnum):
    """What became of words that may answer an open question."""

    TAKEN = "taken"  # an answer, or an unclear one that was asked again: the flow goes on
    DONE = "done"  # the flow's last answer, or the flow was left
    BESIDE = "beside"  # an answer, which is kept, and a wish beside it: that is for the dialogue
    NOT_AN_ANSWER = "not_an_answer"  # something else: let the dialogue deal with it


# A clear wish that breaks into a question; anything else is heard as an answer to it. A movement,
# a goal and a step that was done are not among them: they answer such questions well.
INTERRUPTING_INTENTS = frozenset(
    {
        "ask_breathing",
        "ask_relaxation",
        "ask_mindfulness",
        "ask_pacing",
        "ask_thoughts_help",
        "ask_sleep_help",
        "ask_flare_up_help",
        "learn_about_pain",
        "show_exercises",
        "show_progress",
        "change_prompt_time",
        "pause_prompts",
        "open_settings",
        "resume",
        "stop_everything",
        "contact_team",
        "ask_medication",
        "ask_privacy",
        "delete_my_data",
        "export_my_data",
        "ask_help",
        "are_you_a_bot",
        "correct_answer",
        "skip",
        "repeat",
        "ask_why",
        "next_step",
        "stop_exercise",
        "start_check_in",
    }
)
# Wishes for something that helps. Where a question asks what helps, they are its answers.
HELP_INTENTS = frozenset(
    {
        "ask_breathing",
        "ask_relaxation",
        "ask_mindfulness",
        "ask_pacing",
        "ask_thoughts_help",
        "ask_sleep_help",
        "ask_flare_up_help",
        "learn_about_pain",
        "show_exercises",
    }
)
# Intents that words meant as an answer are often taken for.
ANSWERING_INTENTS = frozenset(
    {
        "",
        "report_pain",
        "report_mood_good",
        "report_mood_bad",
        "report_sleep_good",
        "report_sleep_bad",
        "affirm",
        "deny",
        UNCLEAR,
    }
)
SURE_ENOUGH = 0.6  # to interrupt a question that expects a number or a choice
SURE = 0.85  # to interrupt a question whose answer may be any words


def interrupts(heard: Heard, *, is_open_question: bool, names_help: bool = False) -> bool:
    """Whether ``heard`` is a wish or a remark of its own rather than an answer.

    Where any words may be the answer, only a clear wish breaks in. Where a number or a choice
    is expected and there is none, a remark such as "thank you" is answered as one, and the
    question is offered again. Where the question asks what helps (``names_help``), words that
    elsewhere ask for an exercise are heard as its answer.
    """
    if names_help and heard.intent in HELP_INTENTS:
        return False
    if is_open_question:
        return heard.intent in INTERRUPTING_INTENTS and heard.confidence >= SURE
    return heard.intent not in ANSWERING_INTENTS and heard.confidence >= SURE_ENOUGH
