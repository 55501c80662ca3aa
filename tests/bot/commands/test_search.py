"""What is offered while somebody types: found everywhere, in time, and only for those who may."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest

from bot.commands.search import OFFERED, Search
from bot.config import Settings
from bot.domain.form import Choice
from bot.domain.interaction import Interaction
from bot.domain.person import Person
from bot.domain.room import Room
from bot.domain.ticket import Gone, Query, Ticket, TicketStatus
from bot.errors import NotLetIn, TryLater
from tests.fakes.desk import Desk
from tests.fakes.teller import Teller


class Hanging(Desk):
    """A desk that answers no search while its gate is shut."""

    gate: Event

    def search(self, query: Query, *, limit: int) -> Sequence[Ticket]:
        assert self.gate.wait(20)
        return super().search(query, limit=limit)


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    """Its gate stands open until the test shuts it: whoever declares has searched it already."""
    desk = Hanging("github")
    desk.gate = Event()
    desk.gate.set()
    yield desk
    desk.gate.set()


def offered(
    teller: Teller,
    typed: str,
    *,
    name: str = "ana",
    about: str = "INC-1",
    does: str = "link",
    guest: bool = False,
    room: str = "",
    patience: float = 5.0,
) -> tuple[Choice, ...]:
    person = Person(f"slack:{name}", name.capitalize(), "T1", guest=guest)
    here = Room(f"slack:{room}", room, "T1") if room else None
    said = Interaction("", "slack", person, does, typed, about, here)
    return Search(teller.world, patience=patience).find(said)


def labels(found: Sequence[Choice]) -> list[str]:
    return [one.label for one in found]


def values(found: Sequence[Choice]) -> list[str]:
    return [one.value for one in found]


def known(teller: Teller, desk: Desk, *ids: str) -> None:
    """Caseline has seen these tickets before."""
    with teller.store.change() as work:
        for id in ids:
            work.tickets.put(desk.tickets[id])


def test_tickets_are_found_in_every_desk_with_their_status_tier_and_customer(two_desks):
    two_desks.declare()
    two_desks.desks["zendesk"].has("1", organisation_name="Acme", fields={"tier": "Premium support"})
    two_desks.desks["github"].has("shop#7", "card declined again", status=TicketStatus.PENDING)

    found = offered(two_desks, "card declined")

    assert labels(found) == [
        "zendesk:1 · open · premium · Card declined (Acme)",
        "github:shop#7 · pending · standard · card declined again",
    ]
    assert values(found) == ["zendesk:1", "github:shop#7"]


def test_no_desk_crowds_out_another(two_desks):
    two_desks.declare()
    for n in range(50):
        two_desks.desks["zendesk"].has(str(n))
        two_desks.desks["github"].has(f"a#{n}")

    found = values(offered(two_desks, "card"))

    assert len(found) == OFFERED
    assert found[:4] == ["zendesk:0", "github:a#0", "zendesk:1", "github:a#1"]


def test_known_tickets_are_found_although_the_desk_finds_none(desked):
    desked.declare()
    desk = desked.desks["zendesk"]
    desk.has("1", "Paying fails", requester_name="Kim O'Hara")
    desk.has("2", "Something else")
    known(desked, desk, "1", "2")

    found = offered(desked, "o'hara PAYING")

    assert values(found) == ["zendesk:1"]


def test_what_a_desk_says_is_newer_than_what_is_known(desked):
    desked.declare()
    desk = desked.desks["zendesk"]
    desk.has("1")
    known(desked, desk, "1")
    desk.has("1", status=TicketStatus.SOLVED)

    [one] = offered(desked, "declined")

    assert one.label == "zendesk:1 · solved · standard · Card declined"


def test_before_anything_is_typed_the_newest_open_ones_are_offered_and_no_desk_is_asked(desked):
    desked.declare()
    desk = desked.desks["zendesk"]
    desk.has("1")
    desk.has("2", status=TicketStatus.CLOSED)
    desk.has("3")
    desk.has("4", gone=Gone.DELETED)
    known(desked, desk, "1", "2", "3", "4")

    found = [values(offered(desked, typed)) for typed in ("", "  ", "\n")]

    assert found == [["zendesk:3", "zendesk:1"]] * 3
    assert desk.calls == []


@pytest.mark.parametrize(
    "typed", ["zendesk:77", "https://zendesk.test/tickets/77", "<https://zendesk.test/tickets/77>", "#77"]
)
def test_a_ticket_that_is_named_is_offered_as_itself(desked, typed):
    desked.declare()

    assert offered(desked, typed) == (Choice("zendesk:77", "zendesk:77"),)


def test_an_address_within_a_sentence_is_offered(two_desks):
    two_desks.declare()

    found = offered(two_desks, "please look at https://zendesk.test/tickets/77 today")

    assert values(found) == ["zendesk:77"]


def test_what_is_linked_already_is_said_and_stands_last(desked):
    desked.declare()
    desk = desked.desks["zendesk"]
    desk.has("1")
    desk.has("2")
    desked.does("ana", "link INC-1 zendesk:1")

    found = offered(desked, "declined")

    assert labels(found) == [
        "zendesk:2 · open · standard · Card declined",
        "zendesk:1 · open · standard · linked already · Card declined",
    ]


def test_a_desk_that_hangs_is_named_and_the_others_are_not_kept_waiting(told, hanging):
    zendesk = Desk()
    teller = Teller(told.store, desks={"zendesk": zendesk, "github": hanging})
    teller.declare()
    zendesk.has("1")
    hanging.gate.clear()
    started = time.perf_counter()

    found = offered(teller, "card", patience=0.3)

    assert time.perf_counter() - started < 2.5
    assert values(found) == ["zendesk:1", "!github"]
    assert found[-1].label == "github does not answer"


@pytest.mark.parametrize(
    "error", [TryLater("Zendesk does not answer.", after=30), NotLetIn("Zendesk does not accept us.")]
)
def test_a_desk_that_refuses_is_named_and_its_words_are_kept_to_itself(desked, error):
    desked.declare()
    desked.desks["zendesk"].trouble["search"] = error

    assert labels(offered(desked, "card")) == ["zendesk does not answer"]


def test_a_desk_with_a_bug_hurts_nobody(told):
    class Broken(Desk):
        def search(self, query: Query, *, limit: int) -> Sequence[Ticket]:
            raise KeyError(query.text)

    teller = Teller(told.store, desks={"zendesk": Broken()})
    teller.declare()

    assert values(offered(teller, "card")) == ["!zendesk"]


def test_fifty_people_type_at_once_while_a_desk_hangs(told, hanging):
    zendesk = Desk()
    teller = Teller(told.store, desks={"zendesk": zendesk, "github": hanging})
    teller.declare()
    zendesk.has("1")
    hanging.gate.clear()
    search = Search(teller.world, patience=1.0)
    said = Interaction("", "slack", Person("slack:ana", "Ana", "T1"), "link", "card", "INC-1")
    started = time.perf_counter()

    with ThreadPoolExecutor(50) as people:
        found = list(people.map(lambda _: values(search.find(said)), range(50)))

    assert found == [["zendesk:1", "!github"]] * 50
    assert time.perf_counter() - started < 3


# --- who may ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        {"guest": True},
        {"about": "INC-9"},
        {"about": ""},
        {"does": "resolve"},
        {"does": "ticket_from"},
        {"does": "nothing of ours"},
    ],
)
def test_who_may_not_or_asks_for_nonsense_finds_nothing_and_no_desk_is_asked(desked, asked):
    desked.declare()
    desked.desks["zendesk"].has("1")

    assert offered(desked, "card", **asked) == ()
    assert desked.desks["zendesk"].calls == []


def test_a_rule_of_the_settings_counts_for_the_search_too(told):
    settings = Settings.model_validate({"permissions": {"link": ["responder"]}})
    teller = Teller(told.store, settings, desks={"zendesk": Desk()})
    teller.declare()
    teller.desks["zendesk"].has("1")

    assert offered(teller, "card", name="zoe") == ()
    assert values(offered(teller, "card")) == ["zendesk:1"]


def test_a_private_incident_does_not_exist_for_who_searches_from_outside(desked):
    desked.declare("sev2 Breach of the vault --private")
    desked.desks["zendesk"].has("1")

    assert offered(desked, "card", name="zoe") == ()
    assert values(offered(desked, "card")) == ["zendesk:1"]


def test_without_a_system_of_tickets_there_is_nothing_to_find(told):
    told.declare()

    assert offered(told, "card") == ()


# --- hostile ------------------------------------------------------------------------------


HOSTILE = (
    "x" * 10_000,
    "card " * 2_000,
    "zendesk:" + "9" * 10_000,
    "%' OR 1=1 --",
    "%%%___\\",
    "card\x00declined",
    "\ud800 card",
    "\u202ecard\u202c",
    "<!channel> *card* [x](https://evil.test)",
    " ".join(f"zendesk:{n}" for n in range(3_000)),
)


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: repr(typed[:12]))
def test_whatever_is_typed_is_answered_within_limits(desked, typed):
    desked.declare()
    desk = desked.desks["zendesk"]
    desk.has("1", "Card declined")
    known(desked, desk, "1")

    found = offered(desked, typed)

    assert len(found) <= OFFERED
    assert all(0 < len(one.value) <= 150 for one in found)


def test_wildcards_are_letters_like_any_others(desked):
    desked.declare()
    desk = desked.desks["zendesk"]
    desk.has("1", "Card declined")
    desk.has("2", "100% off_by one")
    known(desked, desk, "1", "2")
    desk.tickets.clear()

    assert values(offered(desked, "100%")) == ["zendesk:2"]
    assert values(offered(desked, "off_by")) == ["zendesk:2"]
    assert values(offered(desked, "%_")) == []


def test_desks_are_asked_for_few_and_telling_words(desked):
    asked = []

    class Listening(Desk):
        def search(self, query: Query, *, limit: int) -> Sequence[Ticket]:
            asked.append(query.text)
            return ()

    teller = Teller(desked.store, desks={"zendesk": Listening()})
    teller.declare()
    asked.clear()

    offered(teller, "Hi, I am told that the card of Kim is declined at our checkout since noon, please help")
    offered(teller, "y" * 10_000)

    assert len(asked[0].split()) == 6
    assert " the " not in asked[0]
    assert len(asked[1]) == 200


def test_foreign_words_in_a_label_stay_on_one_line(desked):
    desked.declare()
    desked.desks["zendesk"].has("1", "Card\n\ndeclined \t<!here>")

    assert labels(offered(desked, "card")) == ["zendesk:1 · open · standard · Card declined <!here>"]


def test_the_search_never_raises_although_our_storage_is_away(told):
    class Away:
        def read(self):
            raise OSError("the disk is gone")

        change = read

    teller = Teller(told.store, desks={"zendesk": Desk()})
    world = replace(teller.world, store=Away())
    said = Interaction("", "slack", Person("slack:ana", "Ana", "T1"), "link", "card", "INC-1")

    assert Search(world).find(said) == ()
