"""Who was told, by customer: counted by the database as anybody would count it who reads all of it."""

import random
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.cause_request import CauseRequest
from bot.domain.ledger import Group, Ledger
from bot.domain.link import LinkState
from bot.domain.status_update import Audience, Telling, Told, UpdateState
from bot.domain.ticket import Gone, Ref, TicketStatus
from tests.storage.plans import analyse, plans
from tests.storage.samples import NINE, incident, link, standing, ticket
from tests.storage.test_status_updates import update

TIERS = ("vip", "premium", "standard")
HOUR = timedelta(hours=1)
OVER: list[dict[str, Any]] = [
    {"gone": Gone.DELETED},
    {"merged_into": "99"},
    {"status": TicketStatus.CLOSED},
]
"""How a ticket stands no longer."""


@pytest.fixture
def published(database):
    """INC-1 with a status update that counts, and INC-2."""
    with database.change() as work:
        work.incidents.add(incident(1))
        work.incidents.add(incident(2))
        kept = work.status_updates.add(update(state=UpdateState.PUBLISHED, published_at=NINE))
        other = work.status_updates.add(update("INC-2", state=UpdateState.PUBLISHED, published_at=NINE))
    return database, kept, other


def telling(one, number, state):
    target = f"zendesk:{number}"
    return Told(
        update=one.id, audience=Audience.TICKETS, target=target, state=state, at=NINE, why=f"why {number}"
    )


def random_story(work, ours, other, chance):
    """What was written, as rows that a reader counts."""
    rows = []
    for number in range(240):
        who = chance.choice(["", *(f"c{one}@acme.test" for one in range(60))])
        tier = chance.choice(TIERS)
        state = chance.choice([LinkState.LINKED, LinkState.LINKED, LinkState.UNLINKED, LinkState.LINKING])
        told = chance.choice([None, *Telling, Telling.TOLD, Telling.TOLD])
        spoke = chance.choice([None, NINE - HOUR, NINE, NINE + HOUR])
        over = chance.choice([{}, {}, {}, *OVER])
        wanted = chance.choice([None, None, None, True, False])
        shown = ticket(str(number), system="zendesk", customer_spoke_at=spoke, **over)
        work.tickets.put(shown)
        for key in ("INC-1", "INC-2"):
            work.ticket_links.add(link(str(number), incident=key, system="zendesk", state=state))
        work.ticket_links.stand(shown, standing(who, customer_name=who, tier=tier))
        if told:
            work.tellings.add_all([telling(ours, number, told)])
        work.tellings.add_all([telling(other, number, Telling.TOLD)])
        if wanted is not None:
            asked = CauseRequest(
                incident="INC-1", system="zendesk", ticket=str(number), at=NINE, wanted=wanted
            )
            work.cause_requests.put(asked)
        if state is LinkState.LINKED:
            answered = told is Telling.TOLD and spoke is not None and spoke > NINE
            stands = over not in OVER
            rows.append((who or f"zendesk:{number}", told, answered, wanted is True, tier, stands))
    return rows


def counted(rows):
    groups, tiers = defaultdict(set), defaultdict(set)
    for who, _, _, _, tier, _ in rows:
        mine = [one for one in rows if one[0] == who]
        states = {one[1] for one in mine}
        was_told = Telling.TOLD in states and {one[1] for one in mine if one[5]} <= {Telling.TOLD}
        groups[Group.TOLD if was_told else Group.UNTOLD].add(who)
        tiers[who].add(TIERS.index(tier))
        if any(one[2] for one in mine):
            groups[Group.ANSWERED].add(who)
        if any(one[3] for one in mine):
            groups[Group.ASKED].add(who)
    return groups, tiers


def test_it_counts_what_a_reader_counts(published):
    database, ours, other = published
    with database.change() as work:
        rows = random_story(work, ours, other, random.Random(11))
    groups, tiers = counted(rows)

    with database.read() as work:
        known = work.ledgers.of("INC-1", ours)
        found = {one: work.ledgers.listed("INC-1", ours, one, tiers=TIERS, limit=500) for one in Group}

    assert known == Ledger(
        number=1,
        customers=len({one[0] for one in rows}),
        told=len(groups[Group.TOLD]),
        answered=len(groups[Group.ANSWERED]),
        asked=len(groups[Group.ASKED]),
    )
    for group in Group:
        assert known.count(group) == len(groups[group]) == len(found[group])
        names = [one.name or str(one.ref) for one in found[group]]
        assert set(names) == groups[group]
        ranks = [min(tiers[name]) for name in names]
        assert ranks == sorted(ranks)
    assert sum(one.tickets for one in found[Group.TOLD] + found[Group.UNTOLD]) == len(rows)


def test_what_was_left_out_is_found_once_it_stands_again(published):
    database, ours, _ = published
    with database.change() as work:
        for number, how in enumerate([{}, *OVER]):
            shown = ticket(str(number), system="zendesk", **how)
            work.tickets.put(shown)
            work.ticket_links.add(link(str(number), system="zendesk", state=LinkState.LINKED))
            work.tellings.add_all([telling(ours, number, Telling.SKIPPED)])

        assert work.ledgers.left_out("INC-1", ours, limit=9) == [Ref("zendesk", "0")]


def test_without_an_update_nobody_was_told_and_lists_are_cut(published):
    database, ours, other = published
    with database.change() as work:
        rows = random_story(work, ours, other, random.Random(3))

    with database.read() as work:
        known = work.ledgers.of("INC-1", None)
        some = work.ledgers.listed("INC-1", None, Group.UNTOLD, tiers=TIERS, limit=4)

    assert (known.number, known.told, known.answered, len(some)) == (0, 0, 0, 4)
    assert known.untold == len({one[0] for one in rows})


def test_that_somebody_asks_is_kept_once_for_each_ticket_and_may_change(published):
    database, *_ = published
    asks = CauseRequest(incident="INC-1", system="zendesk", ticket="7", at=NINE, said="why \x00?")
    with database.change() as work:
        assert not work.cause_requests.are_any("INC-1")
        work.cause_requests.put(asks)
        assert work.cause_requests.are_any("INC-1")
        assert not work.cause_requests.are_any("INC-2")
        assert work.cause_requests.get("INC-1", Ref("zendesk", "7")) == replace(asks, said="why ␀?")

        work.cause_requests.put(replace(asks, wanted=False, by="slack:leo"))

        assert not work.cause_requests.are_any("INC-1")
        assert work.cause_requests.get("INC-1", Ref("zendesk", "8")) is None


def test_what_was_told_is_found_by_its_key(published):
    database, ours, other = published
    with database.change() as work:
        random_story(work, ours, other, random.Random(5))
        for _ in range(3):
            more = work.status_updates.add(update("INC-2", state=UpdateState.PUBLISHED, published_at=NINE))
            work.tellings.add_all([telling(more, number, Telling.TOLD) for number in range(2000)])
    analyse(database, "told", "ticket_links", "tickets", "cause_requests")

    [plan] = plans(database, lambda work: work.ledgers.of("INC-1", ours))

    assert "SCAN told" not in plan
    assert "Seq Scan on told" not in plan
