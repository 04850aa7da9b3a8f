"""/sim/users: people, what they say, press and see."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.errors import SimError
from sandbox.sim_api import speaking
from sandbox.sim_api.bodies import Body, query_integer, read_body, wait_s
from sandbox.sim_api.pressing import press
from sandbox.sim_api.view import chat_view, person_view
from sandbox.state import Chat, Person, Role
from sandbox.world import World


def _world(request: Request) -> World:
    world: World = request.app.state.world
    return world


def _person(request: Request) -> Person:
    return _world(request).person(int(request.path_params["person_id"]))


def _role(body: Body) -> Role | None:
    raw = body.text("role")
    if raw is not None and raw not in set(Role):
        raise SimError(400, '"role" has to be "patient" or "provider".')
    return Role(raw) if raw else None


async def add_person(request: Request) -> Response:
    """Let somebody new in."""
    body = await read_body(request)
    world = _world(request)
    person = world.add_person(
        body.required_text("first_name"),
        body.text("language_code") or "en",
        _role(body),
        body.text("last_name"),
        body.text("username"),
    )
    return JSONResponse(person_view(world, person), 201)


async def list_people(request: Request) -> Response:
    """Return everybody."""
    world = _world(request)
    people = [person_view(world, person) for person in world.people.values()]
    return JSONResponse({"users": people})


async def say(request: Request) -> Response:
    """Say something to the bot."""
    person = _person(request)
    return JSONResponse(speaking.say(_world(request), person, await read_body(request)))


async def press_button(request: Request) -> Response:
    """Press an inline button."""
    person = _person(request)
    return JSONResponse(press(_world(request), person, await read_body(request)))


async def block(request: Request) -> Response:
    """Block the bot, or let it in again."""
    person = _person(request)
    body = await read_body(request)
    if "blocked" not in body.values:
        raise SimError(400, '"blocked" is missing.')
    speaking.block(_world(request), person, body.flag("blocked"))
    return JSONResponse({"id": person.id, "blocked": person.blocked})


async def open_link(request: Request) -> Response:
    """Open the bot through a deep link."""
    body = await read_body(request)
    world = _world(request)
    person = world.person(body.integer("user_id") or 0)
    return JSONResponse(speaking.open_link(world, person, body.text("start") or ""))


async def show_chat(request: Request) -> Response:
    """Return what a person sees, after a message, or changed since a revision."""
    world, person = _world(request), _person(request)
    in_group = request.query_params.get("group") in ("true", "1")
    chat = world.group_of(person) if in_group else world.chats[person.id]
    if "since" in request.query_params:
        return await _changes(request, world, chat)
    after = query_integer(request, "after")
    await world.changed.wait_until(
        lambda: world.closing or any(m.message_id > after for m in chat.visible()),
        wait_s(request),
    )
    messages = [m for m in chat.visible() if m.message_id > after]
    return JSONResponse(chat_view(world, chat, messages))


async def _changes(request: Request, world: World, chat: Chat) -> Response:
    since = query_integer(request, "since")
    await world.changed.wait_until(lambda: world.closing or chat.revision > since, wait_s(request))
    changed = [m for m in chat.messages.values() if m.revision > since]
    shown = chat_view(world, chat, [m for m in changed if not m.deleted])
    shown["deleted"] = [m.message_id for m in changed if m.deleted]
    return JSONResponse(shown)


ROUTES = [
    Route("/sim/users", add_person, methods=["POST"]),
    Route("/sim/users", list_people, methods=["GET"]),
    Route("/sim/users/{person_id:int}/messages", say, methods=["POST"]),
    Route("/sim/users/{person_id:int}/presses", press_button, methods=["POST"]),
    Route("/sim/users/{person_id:int}/block", block, methods=["POST"]),
    Route("/sim/users/{person_id:int}/chat", show_chat, methods=["GET"]),
    Route("/sim/links", open_link, methods=["POST"]),
]
