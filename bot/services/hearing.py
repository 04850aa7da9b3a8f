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


class Taken(StrEnum):
    """What became of words that may answer an open question."""

    TAKEN = "taken"  # an answer, or an unclear one that was asked again: the flow goes on
    DONE = "done"  # the flow's last answer, or the flow was left
    NOT_AN_ANSWER = "not_an_answer"  # something else: let the dialogue deal with it


# A clear wish that breaks into a question; anything else is heard as an answer to it.
INTERRUPTING_INTENTS = frozenset(
    {
        "ask_breathing",
        "ask_relaxation",
        "ask_body_scan",
        "ask_pacing",
        "show_exercises",
        "show_progress",
        "change_prompt_time",
        "pause_prompts",
        "resume_prompts",
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
# Intents that words meant as an answer are often taken for.
ANSWERING_INTENTS = frozenset({"", "give_number", "report_pain", "affirm", "deny", "nlu_fallback"})
SURE_ENOUGH = 0.6  # to interrupt a question that expects a number or a choice
SURE = 0.85  # to interrupt a question whose answer may be any words


def interrupts(heard: Heard, *, is_open_question: bool) -> bool:
    """Whether ``heard`` is a wish or a remark of its own rather than an answer.

    Where any words may be the answer, only a clear wish breaks in. Where a number or a choice
    is expected and there is none, a remark such as "thank you" is answered as one, and the
    question is offered again.
    """
    if is_open_question:
        return heard.intent in INTERRUPTING_INTENTS and heard.confidence >= SURE
    return heard.intent not in ANSWERING_INTENTS and heard.confidence >= SURE_ENOUGH
