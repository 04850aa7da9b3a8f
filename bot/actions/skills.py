"""The actions that open a skill: one service call each."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from bot.actions.coach_action import CoachAction, Events, Turn
from bot.domain.patients import PatientStatus
from bot.services import (
    asking_back,
    check_in,
    contact,
    erasing,
    exercises,
    flare_up,
    goals,
    menu,
    onboarding,
    pausing,
    privacy,
    progress,
    settings_menu,
)
from bot.services.exercise_offer import shortest_wished


class SkillAction(CoachAction):
    """An action for people who have been welcomed; others go on with their welcome."""

    settles_question = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Open the skill, or go on with onboarding."""
        if turn.patient.status is PatientStatus.ACTIVE:
            await self.open(turn)
        else:
            await onboarding.begin(turn.work, turn.patient)
        return []

    async def open(self, turn: Turn) -> None:
        """Call the skill's service."""
        raise NotImplementedError  # pragma: no cover - every skill has its own


class StartCheckIn(SkillAction):
    """Begins today's check-in."""

    action_name = "action_start_check_in"

    async def open(self, turn: Turn) -> None:
        """Begin, or go on."""
        await check_in.start(turn.work, turn.patient)


class ListExercises(SkillAction):
    """Shows the exercises."""

    action_name = "action_list_exercises"

    async def open(self, turn: Turn) -> None:
        """Show them as buttons."""
        await exercises.list_exercises(turn.work, turn.patient)


class StartExercise(SkillAction):
    """Begins the exercise that was asked for by name or kind."""

    action_name = "action_start_exercise"

    async def open(self, turn: Turn) -> None:
        """Begin the shortest exercise of the wished skill, or show the list."""
        skill = turn.heard.intent.removeprefix("ask_").removesuffix("_help").replace("_", "-")
        wished = shortest_wished(turn.work, turn.patient, skill)
        if wished is None:
            await exercises.list_exercises(turn.work, turn.patient)
        else:
            await exercises.start(turn.work, turn.patient, wished.id)


class PausePrompts(SkillAction):
    """Asks how long to be quiet."""

    action_name = "action_pause_prompts"

    async def open(self, turn: Turn) -> None:
        """Offer the lengths."""
        await pausing.offer_pause(turn.work, turn.patient)


class ChangePromptTime(SkillAction):
    """Asks for another hour."""

    action_name = "action_change_prompt_time"

    async def open(self, turn: Turn) -> None:
        """Take the hour from the text, or ask for it."""
        await onboarding.change_hour(turn.work, turn.patient, turn.heard.text)


class ShowProgress(SkillAction):
    """Shows the last two weeks in words."""

    action_name = "action_show_progress"

    async def open(self, turn: Turn) -> None:
        """Say them."""
        await progress.show(turn.work, turn.patient)


class ShowGoals(SkillAction):
    """Shows the goal that stands, or offers to set one."""

    action_name = "action_show_goals"

    async def open(self, turn: Turn) -> None:
        """Show it."""
        await goals.show(turn.work, turn.patient)


class MeetProgress(SkillAction):
    """Meets what somebody did: as a step of their goal, or with a kind word."""

    action_name = "action_meet_progress"
    settles_question = False

    async def open(self, turn: Turn) -> None:
        """Ask whether it was the step, where there is a goal."""
        if not await goals.meet_progress(turn.work, turn.patient):
            await goals.praise(turn.work, turn.patient)


class OpenSettings(SkillAction):
    """Shows how things are set, to be changed."""

    action_name = "action_open_settings"

    async def open(self, turn: Turn) -> None:
        """Show them."""
        await settings_menu.show(turn.work, turn.patient)


class OpenFlareUp(CoachAction):
    """Opens the flare-up mode; whoever is not welcomed yet hears what is none, and whom to call."""

    action_name = "action_open_flare_up"

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Open it; what was asked before is asked again after it."""
        is_active = turn.patient.status is PatientStatus.ACTIVE
        opens = flare_up.open_ if is_active else flare_up.say_what_is_none
        await opens(turn.work, turn.patient)
        return []


class StopEverything(CoachAction):
    """Asks whether to stop altogether; open to everyone, welcomed or not."""

    action_name = "action_stop_everything"
    settles_question = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Ask first: it may be meant for a while only."""
        await pausing.offer_stop(turn.work, turn.patient)
        return []


class ContactTeam(CoachAction):
    """Passes on the wish to talk to a human; open to everyone, welcomed or not."""

    action_name = "action_contact_team"

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Raise the wish."""
        await contact.wish_for_contact(turn.work, turn.patient)
        return []


class Privacy(CoachAction):
    """Says who reads what, and how data is copied or deleted."""

    action_name = "action_privacy"

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Say it."""
        await privacy.show(turn.work, turn.patient)
        return []


class OfferDeletion(CoachAction):
    """Asks for the first time whether everything is to be deleted."""

    action_name = "action_offer_deletion"

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Ask it."""
        await erasing.offer(turn.work, turn.patient)
        return []


class Help(CoachAction):
    """Says what the coach can do."""

    action_name = "action_help"

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Say it."""
        await menu.help_(turn.work, turn.patient)
        return []


class Fallback(CoachAction):
    """Meets words that nobody understood."""

    action_name = "action_default_fallback"
    settles_question = True
    is_understood = False

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Ask back."""
        await asking_back.meet_unclear(turn.work, turn.patient, turn.heard)
        return []
