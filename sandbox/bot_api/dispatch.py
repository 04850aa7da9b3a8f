"""Takes one call: who asks, which method, shall it fail, what came of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from secrets import compare_digest
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.bot_api import (
    callbacks,
    commands,
    edits,
    media,
    messages,
    polling,
    profile,
    webhooks,
)
from sandbox.bot_api.params import Params, read_params
from sandbox.bot_api.replies import NoAnswer, refusal, success
from sandbox.calls import Call
from sandbox.clock import real_now
from sandbox.errors import BotApiError
from sandbox.faults import Fault, FaultKind
from sandbox.world import World

Method = Callable[[World, Params], Awaitable[Any]]

METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "setMyCommands": commands.set_my_commands,
    "getMyCommands": commands.get_my_commands,
    "deleteMyCommands": commands.delete_my_commands,
    "getUpdates": polling.get_updates,
    "setWebhook": webhooks.set_webhook,
    "deleteWebhook": webhooks.delete_webhook,
    "getWebhookInfo": webhooks.get_webhook_info,
    "sendMessage": messages.send_message,
    "deleteMessage": messages.delete_message,
    "sendChatAction": messages.send_chat_action,
    "leaveChat": messages.leave_chat,
    "sendPhoto": media.send_photo,
    "sendDocument": media.send_document,
    "sendAnimation": media.send_animation,
    "editMessageText": edits.edit_message_text,
    "editMessageCaption": edits.edit_message_caption,
    "editMessageReplyMarkup": edits.edit_message_reply_markup,
    "answerCallbackQuery": callbacks.answer_callback_query,
}
# Telegram does not mind how a method's name is capitalised.
_BY_LOWER_NAME = {name.lower(): (name, method) for name, method in METHODS.items()}


async def call_method(request: Request) -> Response:
    """Answer one Bot API call."""
    world: World = request.app.state.world
    try:
        _check_token(world, request.path_params["token"])
        name, method = _find_method(request.path_params["method"])
    except BotApiError as error:
        return refusal(error)
    try:
        params = await read_params(request)
    except BotApiError as error:
        _log(world, name, Params({}), "error", error=error)
        return refusal(error)
    fault = world.faults.take(name.lower(), _person_id(world, params))
    if fault is not None:
        return await _fail(world, name, method, params, fault)
    return await _perform(world, name, method, params)


async def _perform(world: World, name: str, method: Method, params: Params) -> Response:
    try:
        result = await method(world, params)
    except BotApiError as error:
        _log(world, name, params, "error", error=error)
        return refusal(error)
    _log(world, name, params, "ok", result)
    return success(result)


async def _fail(world: World, name: str, method: Method, params: Params, fault: Fault) -> Response:
    error = fault.error()
    if error is not None:
        _log(world, name, params, "error", error=error)
        return refusal(error)
    if fault.kind is FaultKind.TIMEOUT:
        _log(world, name, params, fault.kind.value)
        return NoAnswer(world, hangs=True)
    try:
        result = await method(world, params)
    except BotApiError as refused:
        _log(world, name, params, fault.kind.value, error=refused)
    else:
        _log(world, name, params, fault.kind.value, result)
    return NoAnswer(world, hangs=False)


def _check_token(world: World, token: str) -> None:
    number, colon, secret = token.partition(":")
    if not number.isdecimal() or not colon or not secret:
        raise BotApiError(404, "Not Found")
    if not compare_digest(token.encode(), world.bot.token.encode()):
        raise BotApiError(401, "Unauthorized")


def _find_method(name: str) -> tuple[str, Method]:
    found = _BY_LOWER_NAME.get(name.lower())
    if found is None:
        raise BotApiError(404, "Not Found")
    return found


def _person_id(world: World, params: Params) -> int | None:
    press = world.presses.get(params.text("callback_query_id"))
    return press.person_id if press else params.integer("chat_id") or None


def _log(
    world: World,
    name: str,
    params: Params,
    outcome: str,
    result: Any = None,
    error: BotApiError | None = None,
) -> None:
    sent = result.get("message_id") if isinstance(result, dict) else None
    world.calls.add(
        Call(
            number=world.calls.next_number,
            time=world.clock.now(),
            real_time=real_now(),
            method=name,
            chat_id=_person_id(world, params),
            outcome=outcome,
            error_code=error.code if error else None,
            description=error.description if error else None,
            message_id=sent or params.integer("message_id") or None,
            text=(params.text("text") or params.text("caption")) or None,
        )
    )
