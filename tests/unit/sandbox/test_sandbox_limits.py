from sandbox.limits import RateLimits


def test_thirty_messages_a_second_pass_and_the_next_has_to_wait():
    limits = RateLimits()
    assert [limits.wait_s(chat, at=5.0) for chat in range(30)] == [0] * 30
    assert limits.wait_s(99, at=5.9) == 1
    assert limits.wait_s(99, at=6.0) == 0


def test_a_refused_message_does_not_count():
    limits = RateLimits()
    limits.per_second = 1
    assert [limits.wait_s(1, at) for at in (0.0, 0.5, 0.9, 1.0)] == [0, 1, 1, 0]


def test_bursts_in_one_chat_pass_by_default():
    limits = RateLimits()
    assert sum(limits.wait_s(1, at=0.0) for _ in range(20)) == 0


def test_a_chat_with_a_burst_set_refills_by_one_a_second():
    limits = RateLimits()
    limits.chat_burst = 2
    assert [limits.wait_s(1, at) for at in (0.0, 0.0, 0.0, 1.1, 1.2)] == [0, 0, 1, 0, 1]
    assert limits.wait_s(2, at=1.2) == 0
