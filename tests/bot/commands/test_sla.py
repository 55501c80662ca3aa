"""What was promised, asked for in a chat: how it stands, and why."""

from datetime import UTC, datetime

import pytest

from bot.domain.card import Bullets, Card, Moment, Table, Tone
from bot.domain.sla_update import Author
from bot.domain.ticket import Deadline, Gone, Priority, TicketStatus
from bot.errors import TryLater
from tests.bot.actions.promises import arrives, becomes, counts, desk_of, passes, read, speaks, told
from tests.fakes.reader import read as aloud
from tests.fakes.teller import Teller, card_of, labels_of

OFFICE = {
    "calendars": {"office": {"timezone": "UTC", "hours": {"mon-fri": ["09:00-17:00"]}}},
    "sla": [{"name": "office", "targets": {"first_reply": "4h"}, "calendar": "office"}],
}
HOSTILE = "<!channel> *bold* <script>alert(1)</script> \u202e[x](https://evil.test)"


@pytest.fixture
def teller(database) -> Teller:
    return told(database)


def asks(teller: Teller, typed: str, who: str = "ana", **more: object) -> Card:
    return card_of(teller.does(who, typed, **more))  # type: ignore[arg-type]


# --- sla REF ------------------------------------------------------------------------------


def test_every_clock_is_shown_with_its_time_left_its_policy_and_whose_it_is(teller):
    arrives(teller, organisation_name="Acme")
    teller.clock.move(minutes=20)

    card = asks(teller, "sla zendesk:1")

    assert card.title == "First reply: 40m left · zendesk:1 · Card declined"
    assert aloud(card).split("\n")[1:] == [
        "zendesk:1 — open, normal · Acme (standard) · with Ana",
        "- First reply: 40m left · due 10:12 · 1h by standard",
        "- Solution: 7h 40m left · due 17:12 · 8h by standard",
        "[Why: First reply] [Why: Solution] [Snooze 30 minutes]",
    ]


@pytest.mark.parametrize("name", ["zendesk:1", "1", "#1", "https://zendesk.test/tickets/1", "ZENDESK:1"])
def test_a_ticket_is_named_like_everywhere(teller, name):
    arrives(teller)

    assert "zendesk:1" in asks(teller, f"sla {name}").title


def test_what_is_late_is_urgent_and_says_since_when(teller):
    arrives(teller)
    teller.clock.move(minutes=72)

    card = asks(teller, "sla 1")

    assert card.tone is Tone.URGENT
    assert "First reply: late by 12m · was due 10:12" in aloud(card)


def test_what_is_over_and_what_is_paused_say_so(teller):
    arrives(teller)
    teller.clock.move(minutes=20)
    speaks(teller, "1", Author.AGENT)
    becomes(teller, "1", TicketStatus.PENDING)
    teller.clock.move(minutes=120)

    card = asks(teller, "sla 1")

    assert card.title == "Solution is paused · zendesk:1 · Card declined"
    assert "Solution: paused by “pending”, 7h 40m left · 8h by standard" in aloud(card)
    assert "First reply: kept, 20m of 1h used" in aloud(card)
    assert labels_of(card) == ["Why?"]


def test_outside_its_hours_a_clock_runs_and_says_until_when_it_is_closed(teller):
    teller = told(teller.store, **OFFICE)
    teller.world.calendars["office"] = teller.settings.calendars["office"].calendar("office", ())
    arrives(teller)
    teller.clock.move(hours=9)

    said = aloud(asks(teller, "sla 1"))

    assert "late by 3h 48m, closed until 09:00" in said


def test_what_the_desk_promises_is_said_to_be_the_desks(teller):
    teller = told(teller.store, tickets={"zendesk": ZENDESK | {"clock": "desk"}}, sla=[])
    due = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
    arrives(teller, deadlines=(Deadline(metric="first_reply", due_at=due),))

    said = aloud(asks(teller, "sla 1"))
    why = aloud(asks(teller, "sla why 1"))

    assert "First reply: 1h 48m left · due 11:00 · as Zendesk tells" in said
    assert "Only Zendesk knows how this is counted" in why


ZENDESK = {
    "base_url": "https://zendesk.test",
    "email": "bot@acme.test",
    "api_token": "secret",
    "webhook_secret": "secret",
}


def test_a_silent_desk_is_told_with_how_old_the_news_is(teller):
    arrives(teller)
    passes(teller, minutes=1)
    desk_of(teller).trouble["changed"] = TryLater("Zendesk does not answer.", after=60)
    passes(teller, minutes=30)

    assert "Zendesk has not answered since 09:" in aloud(asks(teller, "sla 1"))


def test_a_ticket_that_nobody_promised_anything_to_says_what_did_not_fit(teller):
    teller = told(teller.store, sla=[VIP])
    arrives(teller, group="Support")

    for typed in ("sla 1", "sla why 1"):
        card = asks(teller, typed)

        assert card.title == "Nothing is promised · zendesk:1 · Card declined"
        assert "no policy fits tier standard, priority normal, group Support." in aloud(card)


VIP = {"name": "vip", "when": {"tier": ["vip"]}, "targets": {"first_reply": "1h"}}


def test_without_any_policy_the_operators_setting_is_named(teller):
    teller = told(teller.store, sla=[])
    desk_of(teller).has("1")

    assert "No policy promises anything to tickets of Zendesk." in aloud(asks(teller, "sla 1"))


def test_a_ticket_that_was_never_seen_is_looked_up_and_followed_from_then_on(teller):
    desk_of(teller).has("7", "Paying fails", priority=Priority.HIGH, created_at=teller.clock.now())

    first = asks(teller, "sla 7")
    teller.carry()
    second = asks(teller, "sla 7")

    assert "Caseline is reading what happened to it; ask again in a minute." in aloud(first)
    assert second.title == "First reply: 1h left · zendesk:7 · Paying fails"


def test_a_ticket_that_does_not_exist_is_refused_kindly(teller):
    reply = teller.does("ana", "sla zendesk:404")

    assert reply.outcome == "no"
    assert "Zendesk has no such ticket" in card_of(reply).title


def test_a_desk_that_is_silent_about_a_stranger_is_named(teller):
    desk_of(teller).trouble["fetch"] = TryLater("Zendesk does not answer.", after=60)

    assert "nobody looked at zendesk:7 before" in asks(teller, "sla 7").title


def test_a_deleted_ticket_says_that_it_is(teller):
    arrives(teller)
    desk_of(teller).has("1", gone=Gone.DELETED)
    read(teller, "1")

    said = aloud(asks(teller, "sla 1"))

    assert "zendesk:1 — deleted" in said
    assert "given up: it was deleted" in said


@pytest.mark.parametrize(
    "typed", ["sla foo", "sla zendesk:1 and more", "sla https://elsewhere.test/1", "sla " + "x" * 9000]
)
def test_what_names_nothing_is_an_error_that_says_what_would_work(teller, typed):
    arrives(teller)

    reply = teller.does("ana", typed)

    assert reply.outcome == "bad_input"
    assert len(card_of(reply).title) < 200


def test_hostile_subjects_stay_text(teller):
    arrives(teller, subject=HOSTILE, organisation_name=HOSTILE, assignee=HOSTILE, assignee_id="99")

    for typed in ("sla 1", "sla why 1", "due all"):
        assert HOSTILE in aloud(asks(teller, typed)), typed


def test_nobody_is_mentioned_by_an_answer(teller):
    arrives(teller)
    teller.does("ana", "help")

    for typed in ("sla 1", "sla why 1", "due", "due all"):
        assert "@" not in aloud(asks(teller, typed))


# --- sla in a war room --------------------------------------------------------------------


def test_in_a_war_room_the_incident_and_its_tickets_are_shown(teller):
    arrives(teller)
    arrives(teller, "2", assignee="", assignee_id="")
    key = teller.declare()
    counts(teller, key)
    teller.does("leo", "liaison INC-1 me")
    teller.does("ana", "link INC-1 zendesk:1 zendesk:2")
    teller.carry()
    teller.clock.move(minutes=5)

    said = aloud(asks(teller, "sla", room=teller.room()))

    assert "Promised in INC-1 · SEV1 · Checkout is down" in said
    assert "- Word to customers: 15m left · due 09:32 · 20m by update cadence" in said
    assert "- 55m left · due 10:12 · First reply · zendesk:1 Card declined · with Ana" in said
    assert "zendesk:2 Card declined · with nobody in Support" in said


def test_an_incident_without_tickets_or_promises_says_so(teller):
    teller.declare("sev4 A small thing")

    said = aloud(asks(teller, "sla INC-1"))

    assert "Nothing is promised to the incident itself." in said
    assert "No linked ticket waits for anything that was promised." in said


def test_in_a_war_room_a_ticket_that_is_named_counts(teller):
    arrives(teller)
    teller.declare()

    assert "zendesk:1" in asks(teller, "sla zendesk:1", room=teller.room()).title


def test_elsewhere_the_bare_word_shows_what_is_due_for_whoever_asks(teller):
    arrives(teller)

    assert asks(teller, "sla").title == "2 promises are yours"


@pytest.mark.parametrize("typed", ["sla INC-1", "sla why INC-1", "snooze INC-1 30m"])
def test_a_private_incident_does_not_exist_for_strangers(teller, typed):
    key = teller.declare("sev1 Secret matter --private")
    counts(teller, key)

    reply = teller.does("zoe", typed)

    assert reply.outcome == "no"
    assert "Secret" not in aloud(card_of(reply))
    assert teller.does("ana", typed).outcome == "done"


@pytest.mark.parametrize("word", ["sla", "sla why", "due", "snooze"])
def test_who_may_follows_the_permissions(teller, word):
    teller = told(teller.store, permissions={one: ["lead"] for one in ("sla", "due", "snooze")})
    arrives(teller)
    typed = f"{word} {'' if word == 'due' else 'zendesk:1'} {'30m' if word == 'snooze' else ''}".strip()

    assert teller.does("ana", typed).outcome == "not_allowed"
    assert teller.does("mei", typed).outcome == "done"
    assert teller.does("zoe", typed, guest=True).outcome == "not_allowed"


# --- sla why ------------------------------------------------------------------------------


def rows(card: Card) -> list[str]:
    return next(aloud(Card("", (part,))).split("\n")[2:] for part in card.parts if isinstance(part, Table))


def test_every_stretch_is_told_with_what_counted_and_they_add_up(teller):
    arrives(teller)
    teller.clock.move(minutes=20)
    becomes(teller, "1", TicketStatus.PENDING)
    teller.clock.move(minutes=30)
    becomes(teller, "1", TicketStatus.OPEN)
    teller.clock.move(minutes=10)

    card = asks(teller, "sla why zendesk:1 resolution")

    assert card.title == "Solution of zendesk:1, minute by minute"
    assert rows(card) == [
        "09:12 | 09:32 | 20m | running in 24x7",
        "09:32 | 10:02 | – | paused by pending",
        "10:02 | 10:12 | 10m | running in 24x7",
        "Sum |  | 30m | ",
    ]
    assert "Counted: 30m of 8h" in aloud(card)
    assert "8h by standard, version" in aloud(card)


def test_a_breach_stands_where_it_happened(teller):
    arrives(teller)
    teller.clock.move(minutes=75)

    card = asks(teller, "sla why 1")

    assert "10:12 |  |  | 1h used up: late from here on" in rows(card)
    assert card.tone is Tone.URGENT


def test_times_are_moments_that_the_chat_draws_in_the_readers_zone(teller):
    arrives(teller)
    teller.clock.move(minutes=5)

    card = asks(teller, "sla why 1", zone="Asia/Tokyo")

    [table] = [part for part in card.parts if isinstance(part, Table)]
    assert [type(cell[0]) for cell in table.rows[0][:2]] == [Moment, Moment]


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("sla why 1", "Next reply"),
        ("sla why 1 first_reply", "First reply"),
        ("sla why 1 First reply", "First reply"),
        ("sla why 1 next-reply", "Next reply 2"),
        ("sla why 1 next_reply 1", "Next reply"),
        ("sla why 1 solution", "Solution"),
        ("SLA Why zendesk:1 resolution 1", "Solution"),
    ],
)
def test_a_metric_and_a_run_can_be_named(teller, typed, what):
    arrives(teller)
    for minutes in (1, 2):
        teller.clock.move(minutes=minutes)
        speaks(teller, "1", Author.AGENT)
        teller.clock.move(minutes=minutes)
        speaks(teller, "1", Author.CUSTOMER)
    teller.clock.move(minutes=1)

    title = asks(teller, typed).title

    assert title.startswith("Next reply 2 of" if typed == "sla why 1" else f"{what} of")


def test_a_metric_that_was_not_promised_is_answered_with_those_that_were(teller):
    arrives(teller)

    card = asks(teller, "sla why 1 incident_update")

    assert card.title == "zendesk:1 has no “incident_update”; it has first_reply, resolution."


def test_other_clocks_are_one_press_away(teller):
    arrives(teller)
    card = asks(teller, "sla why 1")

    other = card_of(teller.presses("ana", card, "Solution"))

    assert other.title == "Solution of zendesk:1, minute by minute"


def test_in_a_war_room_the_incident_is_explained(teller):
    key = teller.declare()
    counts(teller, key)
    teller.clock.move(minutes=5)

    card = asks(teller, "sla why", room=teller.room())
    named = asks(teller, "sla why incident_update", room=teller.room())

    assert card.title == "Word to customers of INC-1, minute by minute"
    assert named.title == card.title


def test_a_long_story_is_shortened_and_says_so(teller):
    arrives(teller)
    for _ in range(12):
        teller.clock.move(minutes=5)
        becomes(teller, "1", TicketStatus.PENDING)
        teller.clock.move(minutes=5)
        becomes(teller, "1", TicketStatus.OPEN)

    card = asks(teller, "sla why 1 resolution")

    assert len(rows(card)) == 22
    assert rows(card)[0] == "… |  | 10m | 4 older stretches, left out"
    assert rows(card)[-1] == "Sum |  | 1h | "


def test_a_list_in_a_war_room_is_no_longer_than_a_card(teller):
    key = teller.declare()
    for number in range(12):
        arrives(teller, str(number))
    teller.does("ana", f"link {key} " + " ".join(f"zendesk:{n}" for n in range(12)))
    teller.carry()

    card = asks(teller, f"sla {key}")

    of_incident, of_tickets = (len(part.lines) for part in card.parts if isinstance(part, Bullets))
    assert (of_incident, of_tickets) == (1, 8)
    assert "16 more are due later." in aloud(card)
