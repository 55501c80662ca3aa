"""What every system of tickets tells of a ticket's past; it is found by itself, and needs only its story."""

from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.sla_update import Author, Said, What, ordered
from bot.domain.ticket_ability import Ability
from bot.errors import AdapterError, TicketGone
from tests.adapters.tickets.odd import broken
from tests.contracts.tickets_all import FOUND, every, id_of, refuse_everything, system
from tests.contracts.tickets_histories import entries, settings, telling

WORDLESS = ("salesforce", "servicenow")
"""Desks whose texts are not asked for."""
REQUESTS = 10
"""So many are asked at most for one history."""
HOSTILE = ("", "../../users", "7/../8", "7?x=1", "7#", "7\n", "７", "-7", "7' OR '1'='1", "9" * 400, "\x00")


def connected(name, wire):
    return system(name, wire, **settings(name))


def history(name, story=None):
    return connected(name, telling(story or entries(name))).history(id_of(name))


@every
def test_a_history_begins_with_whoever_opened_the_ticket(name):
    begun, *later = history(name).updates

    assert (begun.what, begun.by, begun.said) == (What.CREATED, Author.CUSTOMER, Said.PUBLIC)
    assert {one.what for one in later} == {What.CHANGED}


@every
def test_a_history_tells_who_spoke_and_whether_in_public(name):
    note = [] if FOUND[name].ABILITIES[Ability.NOTE] else [(Author.AGENT, Said.INTERNAL)]

    _, *later = history(name).updates

    spoken = [(one.by, one.said) for one in later if one.said and one.by is not Author.SYSTEM]
    assert spoken == [
        *note,
        (Author.AGENT, Said.PUBLIC),
        (Author.CUSTOMER, Said.PUBLIC),
        (Author.AGENT, Said.PUBLIC),
    ]


@every
def test_a_history_tells_what_customers_wrote_and_of_others_nothing_is_asked(name):
    spoken = [one.words for one in history(name).updates if one.is_question]

    assert any(spoken) is (name not in WORDLESS), spoken


@every
def test_a_history_that_tells_statuses_ends_in_the_one_that_the_ticket_has(name):
    found = history(name)

    told = [one.status for one in found.updates if one.status]
    assert all(one.is_over for one in told[-1:])
    assert len(told) > 1 or not found.statuses


@every
def test_a_history_says_whether_every_status_stands_in_it(name):
    found = history(name)

    assert found.statuses is not bool(FOUND[name].ABILITIES[Ability.STATUSES])
    assert not found.statuses or found.updates[0].status


@every
def test_updates_are_named_once_and_the_same_whenever_they_are_asked_for(name):
    desk = connected(name, telling([*entries(name), *entries(name)]))

    first, second = desk.history(id_of(name)), desk.history(id_of(name))

    ids = [one.id for one in first.updates]
    assert len(set(ids)) == len(ids)
    assert second == first


@every
def test_updates_are_of_the_system_and_their_instants_are_in_utc(name):
    for one in history(name).updates:
        assert (one.source, one.about) == (name, None)
        assert one.at.utcoffset() == timedelta(0), one.at.astimezone(UTC)


@every
def test_updates_come_in_the_order_in_which_they_count(name):
    found = history(name).updates

    assert [one.id for one in ordered(reversed(found))] == [one.id for one in found]


@every
def test_a_history_costs_a_handful_of_requests(name):
    wire = telling(entries(name))

    connected(name, wire).history(id_of(name))

    assert 0 < len(wire.asked) <= REQUESTS


@every
@pytest.mark.parametrize("id", HOSTILE)
def test_an_id_that_no_ticket_has_is_gone_before_anything_is_asked(name, id):
    with pytest.raises(TicketGone):
        system(name, refuse_everything).history(id)


@every
@given(data=st.data())
def test_a_history_is_read_whatever_is_missing_or_odd(name, data):
    """What cannot be said in our words is left out; the desk may also have deleted it."""
    story = entries(name)
    told = data.draw(broken({place: entry["told"] for place, entry in enumerate(story)}))
    odd = [{**entry, "told": told.get(place)} for place, entry in enumerate(story)]

    try:
        found = history(name, odd)
    except AdapterError:
        return

    ids = [one.id for one in found.updates]
    assert len(set(ids)) == len(ids)
    assert [one.what for one in found.updates].count(What.CREATED) <= 1
    assert {one.source for one in found.updates} <= {name}
