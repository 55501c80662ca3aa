"""Whoever is to wear the hats of a major incident is paged, and gets them by saying so."""

import pytest

from tests.bot.actions.paged import ON_CALL, cards_of, on_call, passes, titles_of
from tests.fakes.teller import card_of, labels_of

PAGED = {"role_pages": {"customer_liaison": "policy:support"}}
PAGE = "Page for support · INC-1 · SEV1 · Checkout is down"


@pytest.fixture
def team(teller):
    return on_call(teller, **PAGED)


def holders(team, key="INC-1"):
    with team.store.read() as work:
        return {one.role: one.person for one in work.roles.of(key)}


def checklist(team, key="INC-1"):
    with team.store.read() as work:
        return [(one.number, one.owner) for one in work.tasks.of(key) if one.is_of_checklist]


def test_a_major_incident_pages_the_policy_of_its_liaison_and_a_small_one_pages_nobody(team):
    team.declare("sev3 Slow reports", "mia")
    assert titles_of(team, "ana") == []

    team.declare("sev1 Checkout is down", "mia")

    assert titles_of(team, "ana") == ["Page for support · INC-2 · SEV1 · Checkout is down"]


def test_whoever_answers_gets_the_role_a_briefing_and_the_checklist(team):
    team.declare("sev1 Checkout is down", "mia")

    team.presses("ana", cards_of(team, "ana")[0], "I have it")
    team.carry()

    assert holders(team) == {"customer_liaison": "slack:ana"}
    assert titles_of(team, "ana")[1:] == ["You are customer liaison of INC-1 · SEV1 · Checkout is down"]
    assert checklist(team) == [(number, "slack:ana") for number in range(901, 906)]


def test_the_second_level_gets_the_role_when_the_first_does_not_answer(team):
    team.declare("sev1 Checkout is down", "mia")
    passes(team, minutes=5)

    team.presses("leo", cards_of(team, "leo")[0], "I have it")
    team.carry()

    assert holders(team) == {"customer_liaison": "slack:leo"}


def test_who_takes_the_hat_by_hand_ends_the_search(team):
    team.declare("sev1 Checkout is down", "mia")

    team.does("eve", "liaison me", about="INC-1")
    team.carry()
    passes(team, minutes=30)

    assert holders(team) == {"customer_liaison": "slack:eve"}
    assert titles_of(team, "leo") == []
    assert titles_of(team, "ana") == ["Nobody is needed any more · INC-1 · SEV1 · Checkout is down"]


def test_who_answers_too_late_gets_no_hat_that_somebody_wears(team):
    team.declare("sev1 Checkout is down", "mia")
    card = cards_of(team, "ana")[0]
    team.does("eve", "liaison me", about="INC-1")
    team.carry()

    refused = team.presses("ana", card, "I have it")

    assert refused.card is not None
    assert holders(team) == {"customer_liaison": "slack:eve"}


def test_a_severity_that_rises_pages_and_one_that_pages_for_itself_counts_instead(teller):
    severities = {
        "SEV1": {"major": True},
        "SEV2": {"role_pages": {"incident_commander": "person:leo"}},
        "SEV3": {},
    }
    team = on_call(teller, severities=severities, **PAGED)
    team.declare("sev3 Checkout is down", "mia")

    team.does("mia", "sev 2", about="INC-1")
    team.carry()
    assert [titles_of(team, name) for name in ("ana", "leo")] == [
        [],
        [PAGE.replace("support", "Leo").replace("SEV1", "SEV2")],
    ]

    team.does("mia", "sev 1", about="INC-1")
    team.carry()
    assert titles_of(team, "ana") == [PAGE]


def test_hats_that_stay_empty_are_asked_for_in_the_war_room(teller):
    roles = {"customer_liaison": "policy:support", "incident_commander": "person:leo"}
    team = on_call(teller, role_pages=roles)
    team.declare("sev1 Checkout is down", "mia")

    passes(team, minutes=5)

    asked = [one.card for one in team.chat.said if "still needs" in one.card.title]
    assert [one.title for one in asked] == [
        "INC-1 still needs: incident commander, customer liaison",
    ]
    assert labels_of(asked[0]) == ["I'll be incident commander", "Name somebody", "I'll be customer liaison"]

    for name, role in (("eve", "incident_commander"), ("ana", "customer_liaison")):
        team.does(name, f"role {role} me", about="INC-1")
    passes(team, minutes=5)
    titles = [one.card.title for one in team.chat.said]
    assert titles.count("INC-1 has everybody it needs") == 1
    assert not any("still needs" in one for one in titles)


def test_a_hat_that_passes_on_takes_along_what_is_not_done_yet(team):
    team.declare("sev1 Checkout is down", "mia")
    team.does("ana", "liaison me", about="INC-1")
    team.carry()

    team.does("ana", "task done 901", about="INC-1")
    team.does("leo", "liaison me instead", about="INC-1")
    team.carry()

    assert checklist(team) == [(901, "slack:ana"), *((n, "slack:leo") for n in range(902, 906))]


def test_the_briefing_shows_what_of_the_checklist_is_done(team):
    team.declare("sev1 Checkout is down", "mia")
    team.does("ana", "liaison me", about="INC-1")
    team.carry()

    team.does("ana", "task done 901", about="INC-1")
    team.carry()

    briefing = cards_of(team, "ana")[-1]
    assert "Struck(text='First word to customers, from a template')" in repr(briefing)
    assert "Struck(text='Tickets linked" not in repr(briefing)


SHIFTS = {
    "rotas": {
        "desk": {
            "timezone": "UTC",
            "layers": [
                {"people": ["ana", "leo"], "rotate": "daily", "hand_over": "09:00", "since": "2026-03-02"}
            ],
        }
    },
    "role_pages": {"customer_liaison": "oncall:desk"},
}


def test_at_the_change_of_shift_the_next_on_call_is_asked_to_take_over_once(teller):
    team = on_call(teller, **SHIFTS)
    team.declare("sev1 Checkout is down", "mia")
    team.presses("ana", cards_of(team, "ana")[0], "I have it")
    team.carry()

    passes(team, hours=23)
    assert titles_of(team, "leo") == []
    for _ in range(3):
        passes(team, hours=1)

    assert titles_of(team, "leo") == ["Ana hands you customer liaison of INC-1"]
    team.presses("leo", cards_of(team, "leo")[0], "I have it")
    team.carry()
    passes(team, minutes=5)
    assert holders(team) == {"customer_liaison": "slack:leo"}
    assert len([one for one in titles_of(team, "ana") if "hands you" in one]) == 0


def test_a_liaison_who_was_never_on_call_keeps_the_hat(teller):
    team = on_call(teller, **SHIFTS)
    team.declare("sev1 Checkout is down", "mia")
    team.does("eve", "liaison me", about="INC-1")
    team.carry()

    passes(team, hours=25)

    assert not any("hands you" in one for name in ON_CALL["people"] for one in titles_of(team, name))


def test_the_liaison_is_paged_by_word_where_nobody_answered(team):
    team.declare("sev1 Checkout is down", "mia")
    passes(team, minutes=30)

    reply = team.does("mia", "liaison page", about="INC-1")
    team.carry()

    assert card_of(reply).title == PAGE
    assert titles_of(team, "ana")[-1] == PAGE


def test_where_nobody_is_named_for_a_role_it_is_said(teller):
    team = on_call(teller)
    team.declare("sev1 Checkout is down", "mia")

    reply = team.does("mia", "liaison page", about="INC-1")

    assert card_of(reply).title == "Nobody is named who could be paged as customer liaison."


@pytest.mark.parametrize("pages", [False, True])
def test_a_drill_pages_nobody_unless_the_settings_say_so(teller, pages):
    """Neither as it begins, nor with a severity that pages for itself, nor when it is opened again."""
    severities = {
        "SEV1": {"major": True},
        "SEV2": {"role_pages": {"incident_commander": "person:leo"}},
    }
    team = on_call(teller, severities=severities, drills={"pages": pages}, **PAGED)

    team.declare("sev1 Checkout is down --drill", "mia")
    team.does("mia", "sev 2", about="INC-1")
    team.does("mia", "resolve", about="INC-1", fields={"text": "done"})
    team.does("mia", "reopen", about="INC-1")
    passes(team, minutes=30)

    woken = [one.room for one in team.chat.said if "Page for" in one.cards[0].title]
    assert bool(woken) is pages
    with team.store.read() as work:
        told = [one.text for one in work.timeline.of("INC-1", limit=200) if "pages nobody" in one.text]
    assert told == (
        []
        if pages
        else [
            "A drill pages nobody; policy:support would be paged as customer liaison",
            "A drill pages nobody; person:leo would be paged as incident commander",
        ]
    )
