"""`oncall`: who is on call, asked in a chat."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.config import Settings
from bot.domain.card import Bold, Bullets, Card, Mention, Moment, Tone
from bot.domain.person import Person
from tests.fakes.chat import Chat
from tests.fakes.reader import read as aloud
from tests.fakes.teller import Teller, card_of, labels_of

TURNS: dict[str, Any] = {
    "people": ["ana", "leo"],
    "rotate": "daily",
    "hand_over": "08:00",
    "since": "2026-03-02",
}
SAID: dict[str, Any] = {
    "people": {
        "ana": {"slack": "ana"},
        "leo": {"teams": "29:leo", "name": "Leo Berg"},
        "mia": {"email": "mia@acme.test"},
        "eve": {},
    },
    "teams": {"support": {"members": ["ana"], "oncall": "nights"}, "sales": {"members": ["eve"]}},
    "rotas": {
        "nights": {"timezone": "UTC", "layers": [TURNS]},
        "phones": {
            "timezone": "UTC",
            "layers": [{"people": "eve", "since": "2026-01-05", "only": "mon-fri 08:00-16:00"}],
        },
    },
}
HOSTILE = "<!channel> *bold* \u202e[x](https://evil.test)"


def teller(store, **changed: object) -> Teller:
    """It is Monday, the second of March, 09:12."""
    return Teller(store, settings=Settings.model_validate(SAID | changed))


def nights(store, *overrides: dict[str, str], **changed: object) -> Teller:
    rota = {"timezone": "UTC", "layers": [TURNS], "overrides": overrides} | changed
    return teller(store, rotas=SAID["rotas"] | {"nights": rota})


def asks(teller: Teller, typed: str, **more: object) -> Card:
    return card_of(teller.does("ana", typed, **more))  # type: ignore[arg-type]


def rows(card: Card) -> list[str]:
    return [row[2:] for row in aloud(card).split("\n") if row.startswith("- ")]


def spans(card: Card, kind: type) -> list[Any]:
    lines = (line for part in card.parts if isinstance(part, Bullets) for line in part.lines)
    return [span for line in lines for span in line if isinstance(span, kind)]


def test_who_is_on_call_and_who_is_next_is_told_in_moments_of_the_reader(database):
    card = asks(teller(database), "oncall support")

    assert card.title == "Ana is on call for nights"
    assert card.tone is Tone.CALM
    assert rows(card) == ["Now: @Ana until 08:00", "Next: Leo Berg from 08:00 until 08:00"]
    assert [one.at for one in spans(card, Moment)] == [
        datetime(2026, 3, day, 8, tzinfo=UTC) for day in (3, 3, 4)
    ]
    assert "nights, for support" in aloud(card)


@pytest.mark.parametrize("typed", ["oncall", "on-call", "on call", "ONCALL", "rota", "rotas"])
def test_without_a_name_every_rota_answers(database, typed):
    card = asks(teller(database), typed)

    assert card.title == "Who is on call, by 2 rotas"
    assert rows(card)[2:] == [
        "Now: Eve until 16:00",
        "Nobody from 16:00 to 08:00",
        "Next: Eve from 08:00 until 16:00",
        "Nobody from 16:00 to 08:00",
        "Nobody from 16:00 to 08:00",
        "Nobody from 16:00 to 08:00",
        "More times without anybody within a week: 1",
    ]


def test_one_rota_leads_to_all_of_them(database):
    here = teller(database)

    card = asks(here, "oncall Phones")

    assert labels_of(card) == ["All rotas"]
    assert card_of(here.presses("ana", card, "All rotas")).title == "Who is on call, by 2 rotas"


def test_the_only_rota_needs_neither_a_heading_nor_a_way_to_others(database):
    here = teller(database, rotas={"nights": SAID["rotas"]["nights"]}, teams={"nights": {"oncall": "nights"}})

    card = asks(here, "oncall nights")

    assert [type(part) for part in card.parts] == [Bullets]
    assert asks(here, "oncall") == card


def test_people_are_mentioned_as_the_readers_chat_knows_them_else_named(database):
    here = teller(database)
    others = Chat("teams")
    here.voices["teams"] = others

    in_slack = asks(here, "oncall nights")

    assert spans(in_slack, Mention) == [Mention("slack:ana", "Ana")]
    assert Bold("Leo Berg") in spans(in_slack, Bold)


def test_who_has_but_an_address_is_the_one_member_with_it_and_never_a_guest(database):
    rotas = {"one": {"timezone": "UTC", "layers": [TURNS | {"people": ["mia"]}]}}
    here = teller(database, rotas=rotas, teams={})
    now = here.clock.now()
    mia = Person("slack:U9", "Mia Roth", "T1", email="Mia@acme.test", checked_at=now)

    unknown = asks(here, "oncall")
    with database.change() as work:
        work.people.put(mia)
    known = asks(here, "oncall")
    with database.change() as work:
        work.people.put(Person("slack:U8", "Mia", "T1", email="mia@acme.test", checked_at=now))
    doubtful = asks(here, "oncall")

    assert unknown.title == doubtful.title == "Mia is on call for one"
    assert spans(unknown, Mention) == spans(doubtful, Mention) == []
    assert known.title == "Mia Roth is on call for one"
    assert set(spans(known, Mention)) == {Mention("slack:U9", "Mia Roth")}


def test_who_stands_in_is_told_and_for_whom(database):
    for_ana = {"person": "eve", "since": "2026-03-02 09:00", "until": "2026-03-02 12:00", "instead_of": "ana"}
    alone = {"person": "leo", "since": "2026-03-02 12:00", "until": "2026-03-02 14:00"}

    assert rows(asks(nights(database, for_ana, alone), "oncall nights")) == [
        "Now: Eve until 12:00 · stands in for @Ana",
        "Next: Leo Berg from 12:00 until 14:00 · stands in",
    ]


def test_of_several_layers_the_one_that_counts_is_named(database):
    office = TURNS | {"name": "office", "people": ["ana"], "only": "mon-fri 09:00-17:00"}
    evening = {"person": "eve", "since": "2026-03-02 17:00", "until": "2026-03-02 20:00", "layer": "2"}
    here = nights(database, evening, layers=[office, TURNS | {"people": ["leo"]}])

    assert rows(asks(here, "oncall nights")) == [
        "Now: @Ana until 17:00 · layer office",
        "Next: Eve from 17:00 until 20:00 · stands in on layer 2",
    ]


def test_whoever_goes_on_is_told_with_the_one_after_them(database):
    here = nights(database, layers=[TURNS | {"people": ["ana", "ana", "leo"]}])

    assert rows(asks(here, "oncall nights")) == [
        "Now: @Ana until 08:00",
        "Next: @Ana goes on from 08:00 until 08:00",
        "Then: Leo Berg from 08:00 until 08:00",
    ]


def test_where_nobody_is_on_call_it_is_said_first_and_warned_of_unless_it_is_meant(database):
    office = SAID["rotas"]["phones"]
    here, meant = (
        teller(database, rotas={"phones": office | {"around_the_clock": always}}, teams={})
        for always in (True, False)
    )
    for one in (here, meant):
        one.clock.move(hours=8)

    card, calm = asks(here, "oncall"), asks(meant, "oncall")

    assert (card.title, card.tone) == ("Nobody is on call for phones", Tone.WARNING)
    assert calm.tone is Tone.CALM
    assert rows(calm) == ["Now: nobody until 08:00", "Next: Eve from 08:00 until 16:00"]
    assert rows(card)[:2] == rows(calm)


def test_a_rota_that_ends_says_so(database):
    ending = nights(database, layers=[TURNS | {"until": "2026-03-03"}])
    last = asks(ending, "oncall nights")
    ending.clock.move(hours=24)

    assert rows(last) == ["Now: @Ana until 08:00", "Nobody from 08:00 on, as far as the rota is written"]
    assert rows(asks(ending, "oncall nights")) == ["Now: nobody, as far as the rota is written"]


def test_many_rotas_are_cut_and_it_is_said(database):
    rotas = {f"r{number}": SAID["rotas"]["nights"] for number in range(18)}

    card = asks(teller(database, rotas=rotas, teams={}), "oncall")

    assert card.title == "Who is on call, by 18 rotas"
    assert "3 more rotas are not shown; name the one you mean." in aloud(card)
    assert len(rows(card)) == 2 * 15


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("oncall gibberish", "neither a team with a rota nor a rota called gibberish"),
        ("oncall sales", "The team sales has no rota"),
        (f"oncall {HOSTILE}", "neither a team with a rota nor a rota called <!channel> *bold*"),
        ("oncall " + "x" * 9000, "nor a rota called " + "x" * 40),
    ],
)
def test_a_name_that_has_no_rota_is_answered_with_those_that_have(database, typed, said):
    reply = teller(database).does("ana", typed)

    assert reply.outcome == "no"
    assert said in card_of(reply).title
    assert "There are: support, nights, phones." in aloud(card_of(reply))
    assert len(card_of(reply).title) < 120


@pytest.mark.parametrize("typed", ["oncall", "oncall support"])
def test_without_a_rota_it_is_said_what_can_be_set(database, typed):
    card = asks(Teller(database), typed)

    assert card.title == "Caseline does not know who is on call"
    assert "Whoever runs Caseline writes it under rotas in the settings" in aloud(card)


def test_who_may_ask_stands_in_the_permissions(database):
    reply = teller(database, permissions={"oncall": ["team:sales"]}).does("ana", "oncall")

    assert reply.outcome == "not_allowed"


def test_help_names_the_word(database):
    assert "oncall [TEAM|ROTA]" in aloud(asks(teller(database), "help"))
