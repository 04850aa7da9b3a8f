"""Every action with its services, for the engine to call."""

from __future__ import annotations

from rasa_sdk.executor import ActionExecutor

from bot.actions import flow, skills
from bot.actions.coach_action import CoachAction
from bot.actions.forms import AskAgain, TakeAnswer
from bot.domain.patients import Flow
from bot.services.work import Desk

ACTIONS: tuple[type[CoachAction], ...] = (
    flow.Skip,
    flow.Repeat,
    flow.ExplainWhy,
    flow.NextStep,
    flow.Stop,
    flow.Resume,
    flow.CorrectAnswer,
    skills.StartCheckIn,
    skills.ListExercises,
    skills.StartExercise,
    skills.PausePrompts,
    skills.ChangePromptTime,
    skills.ShowProgress,
    skills.ShowGoals,
    skills.MeetProgress,
    skills.OpenFlareUp,
    skills.OpenSettings,
    skills.StopEverything,
    skills.ContactTeam,
    skills.Privacy,
    skills.OfferDeletion,
    skills.Help,
    skills.Fallback,
)


def all_actions(desk: Desk) -> list[CoachAction]:
    """Return an instance of every action the dialogues name."""
    forms = [make(desk, flow_) for flow_ in Flow for make in (TakeAnswer, AskAgain)]
    return [*(action(desk) for action in ACTIONS), *forms]


def build_executor(desk: Desk) -> ActionExecutor:
    """Return rasa-sdk's executor with our instances registered."""
    executor = ActionExecutor()
    for action in all_actions(desk):
        executor.register_action(action)
    return executor
