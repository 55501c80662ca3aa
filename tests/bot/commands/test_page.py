"""Words about pages: who is meant, what is answered, and who may."""

import pytest

from bot.domain.form import ChoiceField
from tests.bot.actions.paged import cards_of, on_call, passes, titles_of
from tests.fakes.reader import read
from tests.fakes.teller import card_of, form_of, labels_of


@pytest.fixture
def team(told):
    team = on_call(told, rotas={"night_desk": {"timezone": "UTC", "layers": [LAYER]}})
    for name in ("ana", "leo", "mia", "eve", "zoe"):
        team.does(name, "help")
    return team


LAYER = {"people": ["leo"], "since": "2026-03-02"}


@pytest.mark.parametrize(
    ("typed", "woken"),
    [
        ("page support cards fail", "ana"),
        ("page team support cards fail", "ana"),
        ("page night desk cards fail", "leo"),
        ("page Night-Desk cards fail", "leo"),
        ("page lead support cards fail", "mia"),
        ("page @slack:eve cards fail", "eve"),
        ("page eve cards fail", "eve"),
    ],
)
def test_whoever_can_be_named_is_woken_with_the_words_behind_the_name(team, typed, woken):
    reply = team.does("zoe", typed)
    team.carry()

    assert card_of(reply).title.endswith("· cards fail")
    assert len(titles_of(team, woken)) == 1


def test_a_name_that_is_nearly_right_is_offered_and_nobody_is_woken(team):
    reply = card_of(team.does("zoe", "page suport cards fail"))
    team.carry()

    assert reply.title == "“suport” is nobody who can be paged"
    assert titles_of(team, "ana") == []
    team.presses("zoe", reply, "support")
    team.carry()
    assert titles_of(team, "ana") == ["Page for support · cards fail"]


def test_the_form_says_who_is_on_call_and_brings_what_customers_see(team):
    team.declare("sev1 Checkout is down", "mia")
    team.does("mia", "update Cards are declined", about="INC-1")
    team.carry()

    form = form_of(team.does("zoe", "page", about="INC-1"))

    (who,) = [one for one in form.fields if isinstance(one, ChoiceField)]
    assert [one.label for one in who.choices] == ["support — Ana", "night_desk — Leo"]
    team.fills("zoe", form, who="team:support")
    team.carry()
    assert "Cards are declined" in repr(cards_of(team, "ana")[-1])
    empty = team.fills("zoe", form)
    assert empty.errors


def test_a_ticket_needs_no_incident(desked):
    team = on_call(desked)
    team.desks["zendesk"].has("48211", subject="The refund looks wrong")
    team.does("zoe", "help")
    team.does("leo", "help")

    team.does("zoe", "page @slack:leo zendesk:48211 can you look?")
    team.carry()

    assert len(titles_of(team, "leo")) == 1
    with team.store.read() as work:
        assert [one.why for one in work.pages.of("zendesk:48211")] == ["can you look?"]


def test_who_asks_again_hears_that_they_are_being_looked_for(team):
    team.does("zoe", "page support cards fail")

    again = card_of(team.does("mia", "page support cards fail"))

    assert "They are being looked for already" in repr(again)


def test_open_pages_are_listed_and_answered_by_three_words(team):
    assert card_of(team.does("zoe", "pages")).title == "Nobody is being looked for"
    team.does("zoe", "page support cards fail")
    team.carry()

    assert card_of(team.does("zoe", "pages")).title == "One page waits for an answer"
    assert card_of(team.does("leo", "have it")).title == "Nobody is being looked for"
    assert card_of(team.does("ana", "have it")).title == "You have it · cards fail"

    assert card_of(team.does("zoe", "pages")).title == "Every page was answered"


def said_in_room(team):
    room = f"{team.chat.chat}:{team.room()}"
    return " ".join(read(one.card) for one in team.chat.said if one.room == room)


def test_whoever_was_paged_and_looks_at_the_page_has_seen_it_and_others_leave_no_trace(team):
    team.declare("sev3 Checkout is slow", "mia")
    team.does("mia", "page support cards fail", about="INC-1")
    team.carry()
    team.presses("zoe", card_of(team.does("zoe", "pages")), "Page 1")
    team.carry()
    assert "seen" not in said_in_room(team)

    for _ in range(2):
        team.presses("ana", card_of(team.does("ana", "pages")), "Page 1")
        team.carry()

    assert said_in_room(team).count("Ana has seen it") == 1
    assert said_in_room(team).count("Ana has seen the page") == 1
    assert cards_of(team, "ana")[-1].title.startswith("Page for support")
    passes(team, hours=1)
    assert len(titles_of(team, "leo")) == 1


def test_whoever_has_answered_a_page_is_not_said_to_have_seen_it(team):
    team.does("zoe", "page support cards fail")
    team.carry()
    team.does("ana", "page 1 pass on at the doctor's")
    team.does("ana", "page 1")
    team.carry()

    assert "has seen it" not in " ".join(map(read, [*cards_of(team, "zoe"), *cards_of(team, "ana")]))


def test_escalate_takes_the_next_step_at_once_or_says_who_could_be_paged(team):
    team.declare("sev3 Checkout is slow", "mia")
    offered = card_of(team.does("mia", "escalate", about="INC-1"))
    assert offered.title == "Nobody is paged yet"
    assert labels_of(offered) == ["support", "night_desk", "Somebody else"]

    team.presses("mia", offered, "support")
    team.does("mia", "escalate", about="INC-1")
    team.carry()

    assert len(titles_of(team, "leo")) == 1


def test_a_page_is_called_off_by_those_whom_it_concerns_alone(team):
    team.does("zoe", "page support cards fail")
    team.carry()

    refused = card_of(team.does("eve", "page 1 call off"))
    assert refused.title.startswith("Whoever asked for page 1")
    team.does("zoe", "page 1 call off found it")
    team.carry()
    passes(team, hours=1)

    assert titles_of(team, "ana") == ["Nobody is needed any more · cards fail"]
    assert titles_of(team, "leo") == []


def test_a_page_about_a_private_incident_is_for_those_who_may_see_it(team):
    form = form_of(team.does("mia", "declare"))
    team.fills("mia", form, title="Leaked key", severity="SEV3", options=("private",))
    team.carry()
    team.does("mia", "page support rotate the key", about="INC-1")
    team.carry()

    assert card_of(team.does("zoe", "page 1")).title == "There is no page 1 that you may see."
    assert card_of(team.does("zoe", "pages")).title == "Nobody is being looked for"
    assert card_of(team.does("ana", "page 1")).title.startswith("Page for support")


def test_nobody_on_call_is_said_in_the_answer(told):
    team = on_call(
        told, rotas={"weekend": {"timezone": "UTC", "layers": [LAYER | {"only": "sat-sun 09:00-17:00"}]}}
    )

    reply = card_of(team.does("mia", "page weekend cards fail"))

    assert "nobody else is named to come instead" in repr(reply)


def test_somebody_who_is_not_in_the_settings_is_called_by_name(team):
    team.does("ana", "page @slack:zoe cards fail")
    team.carry()

    assert titles_of(team, "zoe") == ["Page for Zoe · cards fail"]
