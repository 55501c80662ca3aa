"""Somebody stands in on a rota, as people ask for it in a chat."""

from datetime import timedelta

import pytest

from bot import rotas
from tests.bot.actions.paged import cards_of, on_call, passes, titles_of
from tests.fakes.teller import card_of, form_of

ROTAS = {
    "rotas": {
        "support": {
            "timezone": "UTC",
            "layers": [
                {"people": ["ana", "leo"], "rotate": "daily", "hand_over": "09:00", "since": "2026-03-02"}
            ],
        },
        "nights": {"timezone": "UTC", "layers": [{"people": ["eve"], "since": "2026-03-02"}]},
    },
    "teams": {"support": {"lead": "mia", "members": ["ana", "leo"], "oncall": "support"}},
}


@pytest.fixture
def team(told):
    team = on_call(told, **ROTAS)
    for name in ("ana", "leo", "mia", "eve", "zoe"):
        team.does(name, "help")
    return team


def now_on_call(team, **later):
    """On the rota support, so much later."""
    at = team.clock.now() + timedelta(**later)
    with team.store.read() as work:
        shift = rotas.rota(team.settings, "support", work.stand_ins.since(team.clock.now())).on_call(at)
    return shift.person if shift else ""


def asks(team, name, text, **mentions):
    return team.does(name, text, mentions={f"slack:{one}": one.capitalize() for one in mentions})


def test_somebody_stands_in_for_who_asks_and_is_on_call_and_paged_then(team):
    reply = asks(team, "ana", "cover me until 18:00 @slack:mia")
    team.carry()

    assert card_of(reply).title == "Mia stands in on support"
    assert [now_on_call(team), now_on_call(team, hours=9), now_on_call(team, days=1)] == ["mia", "ana", "leo"]
    assert titles_of(team, "mia") == ["Mia stands in on support"]
    team.does("eve", "page oncall:support help")
    team.carry()
    assert titles_of(team, "mia")[1:] == ["Page for support · help"]


def test_somebody_takes_the_turns_of_another(team):
    asks(team, "ana", "cover @slack:leo from tomorrow 12:00 until tomorrow 15:00")
    team.carry()

    assert [now_on_call(team, days=1, hours=hour) for hour in (0, 3, 6)] == ["leo", "ana", "leo"]
    assert titles_of(team, "leo") == ["Ana stands in on support"]


def test_a_lead_gives_the_whole_rota_and_others_may_not(team):
    refused = asks(team, "leo", "cover support until 18:00 @slack:eve")
    assert card_of(refused).title.startswith("Whoever gives or takes a turn of their own")

    asks(team, "mia", "cover support until 18:00 @slack:eve")

    assert now_on_call(team) == "eve"


def test_it_can_be_withdrawn_by_whom_it_concerns(team):
    asks(team, "ana", "cover me until 18:00 @slack:mia")
    team.carry()

    reply = team.presses("mia", cards_of(team, "mia")[0], "Withdraw")
    team.carry()

    assert card_of(reply).title == "Mia does not stand in on support any more"
    assert now_on_call(team) == "ana"
    assert titles_of(team, "ana") == ["Mia does not stand in on support after all"]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("cover me until 18:00 @slack:ana", "Nobody stands in for themselves."),
        ("cover me until 2026-03-01 18:00 @slack:mia", "That time is over before it begins."),
        ("cover me until 2028-03-01 18:00 @slack:mia", "Nobody stands in for longer than 366 days."),
        ("cover @slack:mia until 18:00", "Mia has no turn on any rota then."),
        ("cover me until 18:00 @slack:zoe", "zoe is not among `people` in the settings"),
        ("cover me @slack:mia", "Say for whom, until when, and who stands in."),
        (
            "cover paris until 18:00 @slack:mia",
            "There is neither a team with a rota nor a rota called paris.",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_does(team, said, answer):
    reply = asks(team, "ana", said)

    assert card_of(reply).title.startswith(answer)
    assert now_on_call(team) == "ana"


def test_who_stands_in_is_listed_and_asked_for_by_a_form(team):
    form = form_of(team.does("ana", "cover new"))

    team.fills(
        "ana",
        form,
        person="slack:mia",
        instead_of="slack:ana",
        until=team.clock.now() + timedelta(hours=5),
    )

    assert now_on_call(team) == "mia"
    listed = card_of(team.does("leo", "cover"))
    assert listed.title == "Who stands in for whom"
    passes(team, hours=6)
    assert card_of(team.does("leo", "cover")).title == "Nobody stands in for anybody"
