import pytest

from sandbox.world import World


@pytest.fixture
def world() -> World:
    return World()
