from threading import Thread

from storage.bell import Bell


def test_a_ring_that_nobody_heard_is_not_lost():
    bell = Bell()

    bell.ring(2)

    assert [bell.wait(0), bell.wait(0), bell.wait(0)] == [True, True, False]


def test_a_ring_wakes_one_who_waits():
    bell = Bell()
    heard = []
    waiting = Thread(target=lambda: heard.append(bell.wait(10)))
    waiting.start()

    bell.ring(1)

    waiting.join(10)
    assert heard == [True]
    assert not bell.wait(0)
