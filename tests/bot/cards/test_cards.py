"""How cards read: what stands on them, what can be pressed, and that a title alone makes sense."""

import pytest

from bot.actions import dossier
from bot.cards import delivery, home, incident, incidents, plain, role, task, timeline
from bot.cards import forms as form_cards
from bot.config import Settings
from bot.domain.card import Buttons, Card, Menu
from bot.domain.form import ChoiceField, Form
from bot.domain.likeness import Similar
from bot.errors import Refused
from tests.fakes.reader import read
from tests.fakes.teller import Teller


@pytest.fixture
def lived(told) -> Teller:
    """An incident in the middle of its life."""
    told.chat.trouble["set_topic"] = Refused("Caseline may not set topics here.")
    told.declare("sev2 Checkout is slow\nSince the release")
    for who, typed in [
        ("leo", "liaison INC-1 me"),
        ("ana", "sev INC-1 1"),
        ("ana", "phase INC-1 identified"),
        ("leo", "update INC-1 Cards fail; PayPal works"),
        ("ana", "task INC-1 Ask the bank"),
        ("leo", "handoff INC-1 @slack:eve"),
    ]:
        assert told.does(who, typed, mentions={"slack:eve": "Eve"}).outcome == "done"
    told.carry()
    return told


def _known(teller):
    with teller.store.read() as work:
        return dossier.read(teller.world, work, "INC-1")


def _examples(teller: Teller) -> dict[str, Card]:
    known = _known(teller)
    one, entry, offered = known.incident, known.entries[-1], known.handoffs[0]
    return {
        "war_room": incident.war_room(known),
        "announcement": incident.announcement(known),
        "status": incident.status(known),
        "declared": incident.declared(known),
        "listing": incidents.listing([known], more=True),
        "empty listing": incidents.listing([], more=False),
        "which": incidents.which("update", "x", [one] * 5, command="/case"),
        "which of none": incidents.which("update", "x", [], command="/case"),
        "similar": incidents.similar([Similar(one, ("x", "y"))] * 5, words="x"),
        "entry": timeline.entry(known, entry),
        "timeline": timeline.timeline(known),
        "catchup": timeline.catchup(known),
        "recorded": timeline.recorded(entry, back_dated=True),
        "liaison_wanted": role.hats_wanted(known),
        "holder": role.holder(known, "customer_liaison", mine=False),
        "nobody": role.holder(known, "scribe", mine=False),
        "taken": role.taken(known, "customer_liaison", instead="x"),
        "given": role.given(known, "scribe", to="slack:leo", before="slack:ana"),
        "briefing": role.briefing(known, "customer_liaison"),
        "handoff": role.handoff(known, offered),
        "offered": role.offered(known, offered),
        "tasks": task.tasks(known),
        "added": task.added(known, known.tasks[0]),
        "room_open": delivery.room_open(known),
        "room_failed": delivery.room_failed(known, "No."),
        "room_lost": delivery.room_lost(known, "slack"),
        "left_out": delivery.left_out(known, {"slack:eve": "not here"}, {}),
        "undelivered": delivery.undelivered(known),
        "retried": delivery.retried("INC-1", 2),
        "overview": home.overview(known, [("/case help", "helps")]),
        "overview nowhere": home.overview(None, [("/case help", "helps")]),
        "home": home.home([(known, ("scribe",))], [known] * 6, command="/case"),
        "empty home": home.home([], [], command="/case"),
        "done": plain.done("Done"),
        "refused": plain.refused("That cannot be done.\nBecause."),
        "failed": plain.failed("ab12"),
        "unknown": plain.unknown("x" * 99, (("sev", "sev 2"),) * 3, command="/case"),
    }


def test_every_card_can_be_understood_by_its_title_and_has_at_most_four_visible_buttons(lived):
    for name, card in _examples(lived).items():
        assert len(card.title) > 3, name
        for part in card.parts:
            if isinstance(part, Buttons):
                assert 0 < len(part.buttons) <= 4, name
                assert all(button.label and button.does for button in (*part.buttons, *part.more)), name
            if isinstance(part, Menu):
                assert part.options, name


def test_every_button_says_a_word_that_can_be_typed(lived):
    for name, card in _examples(lived).items():
        for part in card.parts:
            for button in (*part.buttons, *part.more) if isinstance(part, Buttons) else ():
                reply = lived.does("ana", f"{button.does} {button.words}".strip(), about=button.about)
                assert reply.outcome not in {"unknown", "broke"}, (name, button)


def test_every_form_can_be_drawn_with_choices_to_choose_from(lived):
    known, settings = _known(lived), Settings()
    forms: list[Form] = [
        form_cards.declare(settings, {}, words="", alike=[Similar(known.incident, ("x",))]),
        form_cards.update(settings, known),
        form_cards.phase(settings, known),
        form_cards.severity(settings, known),
        form_cards.role(known),
        form_cards.handoff(known, ["scribe"]),
        form_cards.note(known),
        form_cards.which_entry(known, known.entries),
        form_cards.edit_entry(known, known.entries[0]),
        form_cards.task(known),
        form_cards.end(known, word="resolve"),
    ]

    for form in forms:
        names = [one.name for one in form.fields]
        assert len(form.title) <= 24, form.title
        assert len(names) == len(set(names))
        assert all(one.choices for one in form.fields if isinstance(one, ChoiceField))


def test_the_war_room_card_tells_everything_at_a_glance(lived):
    assert read(lived.war_room()) == (
        "INC-1 · SEV1 · Checkout is slow  <urgent>\n"
        "Status: ~investigating~ identified\n"
        "Severity: ~SEV2~ SEV1\n"
        "Incident commander: nobody yet\n"
        "Customer liaison: @Leo\n"
        "Scribe: nobody yet\n"
        "Declared: 09:12 by @Ana\n"
        "Next update due: 09:32\n"
        "> Since the release\n"
        "Latest update, 09:12:\n"
        "> Cards fail; PayPal works\n"
        "Open tasks\n"
        "- 1. Ask the bank\n"
        "  The topic of the war room could not be set: Caseline may not set topics here.\n"
        "[Retry what failed] [Take command] [Post update] [Tell customers] (Change phase) (Resolve) "
        "(Change severity) (Give a role) (Hand over my role) (Write a summary) (Add a note) (Add a task) "
        "(Timeline) (Catch me up) (Cancel the incident)"
    )


def test_the_announcement_asks_everybody_for_a_liaison_while_one_is_missing(told):
    told.declare()

    card = incident.announcement(_known(told))

    assert read(card).endswith("[I'll be customer liaison] [Join] [Catch me up]")


def test_the_announcement_tells_where_to_go(lived):
    shown = read(incident.announcement(_known(lived)))

    assert "War room: #inc-1-checkout-is-slow" in shown
    assert shown.endswith("[Join] [Catch me up]")


def test_the_home_page_knows_my_hats_and_the_other_incidents(lived):
    lived.declare("sev3 Search is slow", name="mia")

    reply = lived.does("leo", "home_opened", room=None)

    assert reply.card is not None
    shown = read(reply.card)
    mine = next(row for row in shown.splitlines() if "INC-1 SEV1 · identified · Checkout is slow" in row)
    assert " · next update " in mine
    assert mine.endswith(" #inc-1-checkout-is-slow — you are customer liaison")
    assert "INC-2 SEV3 · investigating · Search is slow · next update " in shown
    assert "/case help" in shown
