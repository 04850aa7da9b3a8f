import signal
import socket
import subprocess
import sys

import httpx
import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(*options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sandbox", *options]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_sandbox_says_where_it_is_and_stops_without_complaint(stop):
    port = free_port()
    running = start("--port", str(port), "--token", "42:abc", "--username", "coach_bot")
    try:
        assert running.stdout.readline() == f"Sandbox, no real Telegram: http://127.0.0.1:{port}/\n"
        transport = httpx.HTTPTransport(retries=8, verify=False)
        with httpx.Client(transport=transport) as client:
            me = client.get(f"http://127.0.0.1:{port}/bot42:abc/getMe", timeout=10).json()
        assert (me["result"]["id"], me["result"]["username"]) == (42, "coach_bot")
        running.send_signal(stop)
        assert running.communicate(timeout=15) == ("", "")
        assert running.returncode in (0, -stop)
    finally:
        running.kill()
        running.communicate()


def test_port_in_use_is_said_plainly():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        running = start("--port", str(taken.getsockname()[1]))
        said, problem = running.communicate(timeout=15)
    assert running.returncode != 0
    assert said == ""
    assert "address already in use" in problem
    assert "Traceback" not in problem


def test_token_that_is_none_is_refused():
    running = start("--token", "nonsense")
    _, problem = running.communicate(timeout=15)
    assert running.returncode == 2
    assert "a token looks like" in problem
