"""Who was told, in whatever order tickets are linked, words published, refused, tried again and paused."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.config import Settings
from bot.domain.customer import Account, Accounts
from bot.domain.status_update import Audience, Telling, UpdateState
from bot.domain.ticket import Ref
from bot.errors import Refused, TryLater
from tests.bot.actions.telling import TELLS, has, settle
from tests.fakes.desk import Desk
from tests.fakes.teller import Teller

TICKETS = "12345"
_START = Ref("", "")
DEEDS = (
    *["link", "publish"] * 3,
    *["settle"] * 5,
    *("unlink", "refuse", "stumble", "mend", "retry", "pause", "resume", "retract", "resolve", "reopen"),
    *("send", "send", "write", "leave"),
)
PERSONAL = {"1": "Acme", "2": "Acme", "3": "Bolt"}
"""Whose tickets wait for a personal word."""

TIERS = {"premium": {"rank": 1, "personal": True}, "standard": {"rank": 2}}
OWN = "Dear customer, word {number:03} is for you alone. We write again soon."

stories = st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(TICKETS)), min_size=8, max_size=25)


@pytest.fixture
def fresh(fresh_database):
    """Makes worlds, each with a database of its own."""

    def made() -> Teller:
        database = fresh_database()
        known = {name.casefold(): Account(name=name, tier="premium") for name in PERSONAL.values()}
        told = Teller(
            database,
            settings=Settings.model_validate(TELLS | {"customers": {"tiers": TIERS}}),
            desks={"zendesk": Desk()},
            accounts=Accounts(known),
        )
        told.declare("sev1 Checkout is down")
        told.does("eve", "role incident_commander me", about="INC-1")
        for id in TICKETS:
            has(told, id, organisation_name=PERSONAL.get(id, ""))
        return told

    return made


def happens(told: Teller, deed: str, id: str) -> None:
    desk = told.desks["zendesk"]
    words = {
        "link": f"link zendesk:{id}",
        "unlink": f"unlink zendesk:{id}",
        "retry": "retry",
        "pause": "publish pause",
        "resume": "publish resume",
        "retract": "retract it was wrong",
        "reopen": "reopen",
        "send": f"personal send {PERSONAL.get(id, 'Acme')}",
        "leave": f"personal leave {PERSONAL.get(id, 'Acme')} they know",
    }
    match deed:
        case "publish":
            publishes(told)
        case "write":
            writes(told, PERSONAL.get(id, "Acme"))
        case "refuse":
            desk.trouble["reply"] = Refused("It is forbidden.")
        case "stumble":
            desk.trouble["reply"] = TryLater("It is slow.", unsure=True)
        case "mend":
            desk.trouble.clear()
        case "settle":
            settle(told)
        case "resolve":
            told.does("eve", "resolve", about="INC-1", fields={"text": "It is mended."})
        case _:
            told.does("eve", words[deed], about="INC-1")


def publishes(told: Teller) -> None:
    """Each time other words, so that they can be told apart."""
    with told.store.read() as work:
        number = 1 + len(work.status_updates.of("INC-1"))
        if work.status_updates.in_hand("INC-1"):
            number += 100
            told.does("eve", "draft discard", about="INC-1")
    at = f"{told.clock.now() + timedelta(minutes=30):%H:%M} UTC"
    told.does("eve", f"draft Cards fail, word {number:03} about it. We write again at {at}.", about="INC-1")
    told.does("eve", "approve", about="INC-1")
    told.does("eve", "publish", about="INC-1")


def writes(told: Teller, name: str) -> None:
    """Words of their own, with the number of what they are about; Eve may agree to hers."""
    form = told.does("eve", f"personal write {name}", about="INC-1").form
    if form is None:
        return
    with told.store.read() as work:
        word = work.personal_words.get(int(form.words.partition("#")[2]))
        update = work.status_updates.get(word.update) if word else None
    assert update is not None
    told.fills("eve", form, text=OWN.format(number=update.number), anyway="They asked for it.")


def everybody_decides(told: Teller) -> None:
    """Whoever still waits is sent the published words."""
    for name in dict.fromkeys(PERSONAL.values()):
        told.does("eve", f"personal send {name}", about="INC-1")
        settle(told)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=stories)
def test_everybody_linked_is_told_the_latest_word_and_nobody_any_word_twice(fresh, story):
    told = fresh()
    for deed, id in story:
        happens(told, deed, id)
    told.desks["zendesk"].trouble.clear()
    for words in ("publish resume", "retry"):
        settle(told)
        told.does("eve", words, about="INC-1")
    told.clock.move(minutes=2)
    settle(told)
    everybody_decides(told)

    with told.store.read() as work:
        updates = work.status_updates.of("INC-1")
        latest = work.status_updates.latest("INC-1")
        linked = {one.ticket for one in work.ticket_links.behind("INC-1", _START, limit=100)}
        known = {
            (one.id, id): telling
            for one in updates
            for id in TICKETS
            if (telling := work.tellings.get(one.id, Audience.TICKETS, f"zendesk:{id}"))
        }
        own = {at: work.personal_words.get(telling.word) for at, telling in known.items() if telling.word}
        waiting = [
            word for one in updates for word in work.personal_words.of(one.id, limit=99) if word.is_open
        ]
    ledger = {at: telling.state for at, telling in known.items()}
    left_out = {at for at, telling in known.items() if telling.why == "they know"}
    replies = told.desks["zendesk"].replies
    for one in updates:
        for id in TICKETS:
            word = own.get((one.id, id))
            text = (word.text if word else "") or one.texts["en"]
            said = sum(text in each for each in replies.get(id, []))
            assert said == (ledger.get((one.id, id)) is Telling.TOLD), (one.number, id, ledger, replies)
    if latest:
        assert latest.state is UpdateState.PUBLISHED
        # Whoever was meant by a later one that was retracted is not told an older one instead.
        later = {
            id for one in updates if one.number > latest.number for id in TICKETS if (one.id, id) in ledger
        }
        counted = linked - later - {id for at, id in left_out if at == latest.id}
        assert {id for id in counted if ledger.get((latest.id, id)) is not Telling.TOLD} == set()
    assert waiting == []
    assert all(at in own for at, state in ledger.items() if at[1] in PERSONAL and state is Telling.TOLD)
