"""The address at which the engine calls our actions; loopback only."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from rasa_sdk.executor import ActionExecutor
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

log = logging.getLogger(__name__)


def action_route(executor: ActionExecutor) -> Route:
    """Return the route for action calls."""

    async def call(request: Request) -> JSONResponse:
        body = await _read(request)
        if body is None:
            return JSONResponse({"error": "no call"}, status_code=HTTPStatus.BAD_REQUEST)
        try:
            result = await executor.run(body)
        except Exception:
            # The engine must not get the conversation back in an error, as rasa-sdk's own
            # endpoint would do. It sees a failed turn, and the coach tries that again.
            log.exception(
                "action failed",
                extra={"event": "action_failed", "action": body.get("next_action")},
            )
            answer = {"error": "action failed", "action_name": body.get("next_action")}
            return JSONResponse(answer, status_code=HTTPStatus.INTERNAL_SERVER_ERROR)
        return JSONResponse(result.model_dump() if result is not None else {})

    return Route("/webhook", call, methods=["POST"])


async def _read(request: Request) -> dict[str, Any] | None:
    try:
        body = await request.json()
    except ValueError:
        return None
    return body if isinstance(body, dict) else None
