"""Business time against vectors: ours, and those of other projects where the file is there."""

import json

import pytest

from tests.sla_vectors import OWN, calendar_of, instant, vectors


@pytest.mark.parametrize("vector", vectors("add"))
def test_a_vector_of_adding(vector):
    calendar, asked = calendar_of(vector), vector["input"]

    due = calendar.add(instant(asked["start"]), asked["seconds"])

    assert due == instant(vector["expect"]["end"])


@pytest.mark.parametrize("vector", vectors("sub"))
def test_a_vector_of_going_back(vector):
    calendar, asked = calendar_of(vector), vector["input"]

    begun = calendar.sub(instant(asked["start"]), asked["seconds"])

    assert begun == instant(vector["expect"]["end"])


@pytest.mark.parametrize("vector", vectors("between"))
def test_a_vector_of_counting(vector):
    calendar, asked = calendar_of(vector), vector["input"]

    counted = calendar.between(instant(asked["start"]), instant(asked["end"]))

    assert abs(counted - vector["expect"]["seconds"]) <= vector.get("tolerance_seconds", 0)


@pytest.mark.parametrize("vector", vectors("is_open"))
def test_a_vector_of_being_open(vector):
    calendar = calendar_of(vector)

    is_open = calendar.is_open(instant(vector["input"]["at"]))

    assert is_open is vector["expect"]["open"]


@pytest.mark.parametrize("vector", vectors("next_open"))
def test_a_vector_of_the_next_opening(vector):
    calendar = calendar_of(vector)

    opens = calendar.next_open(instant(vector["input"]["start"]))

    assert opens == instant(vector["expect"]["end"])


def test_our_own_set_covers_what_other_sets_leave_out():
    own = json.loads(OWN.read_text(encoding="utf-8"))["vectors"]

    tags = [tag for one in own for tag in one["tags"]]

    assert len({one["id"] for one in own}) == len(own) >= 60
    assert all(tags.count(tag) >= 5 for tag in ("overnight", "breaks", "dst", "year", "midnight"))
