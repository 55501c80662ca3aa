from datetime import timedelta

from tests.storage.samples import NINE


def test_a_wish_is_granted_once_and_remembers_what_it_made(database):
    with database.change() as work:
        assert work.interactions.claim("slack/1", NINE)
        assert work.interactions.made("slack/1") == ""
        work.interactions.record("slack/1", "INC-1")

    with database.change() as work:
        assert not work.interactions.claim("slack/1", NINE)
        assert work.interactions.made("slack/1") == "INC-1"
        assert work.interactions.made("slack/2") == ""


def test_a_wish_that_failed_can_be_wished_again(database):
    try:
        with database.change() as work:
            work.interactions.claim("slack/1", NINE)
            raise KeyError
    except KeyError:
        pass

    with database.change() as work:
        assert work.interactions.claim("slack/1", NINE)


def test_old_wishes_are_forgotten(database):
    with database.change() as work:
        work.interactions.claim("old", NINE - timedelta(days=14, seconds=1))
        work.interactions.claim("new", NINE)

    with database.change() as work:
        assert work.interactions.forget_before(NINE - timedelta(days=14)) == 1
        assert work.interactions.claim("old", NINE)
        assert not work.interactions.claim("new", NINE)


def test_of_many_wishes_at_once_those_are_granted_that_nobody_claimed_before(database):
    with database.change() as work:
        work.interactions.claim("desk/7", NINE)
    wishes = [f"desk/{number}" for number in range(1500)]

    with database.change() as work:
        granted = work.interactions.claim_all(wishes, NINE)
        again = work.interactions.claim_all(wishes, NINE)
        none = work.interactions.claim_all([], NINE)

    assert granted == {*wishes} - {"desk/7"}
    assert (again, none) == (set(), set())
