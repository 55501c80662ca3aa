"""A promise that is broken pages whoever its policy names, until it is kept."""

import pytest

from bot.config import Settings
from bot.domain.sla_update import Author
from bot.domain.ticket import TicketStatus
from tests.bot.actions.promises import TOLD, arrives, becomes, passes, promising, speaks, told
from tests.fakes.teller import Teller

PAGING = {
    "sla": [TOLD["sla"][0] | {"page": "policy:late"}],
    "escalation": {"late": [{"page": "person:mei", "wait": "5m"}, {"page": "person:kai", "wait": "5m"}]},
}
PAGE = "Page for late · zendesk:1 · "


@pytest.fixture
def team(database) -> Teller:
    return told(database, **PAGING)


def pages_to(team: Teller, name: str) -> list[str]:
    """What this person was paged with, as it now reads."""
    sent = (one for one in team.chat.said if one.room == f"slack:{name}")
    return [one.card.title for one in sent if one.cards[0].title.startswith(PAGE)]


def test_a_breach_pages_once_and_the_page_goes_on_until_somebody_has_it(team):
    arrives(team)

    passes(team, minutes=59)
    assert pages_to(team, "mei") == []
    passes(team, minutes=3)
    assert len(pages_to(team, "mei")) == 1
    passes(team, minutes=6)
    assert len(pages_to(team, "kai")) == 1
    passes(team, hours=3)

    assert len(pages_to(team, "mei")) == 1


def test_a_promise_that_is_kept_late_needs_nobody_any_more(team):
    arrives(team)
    passes(team, minutes=62)

    speaks(team, "1", Author.AGENT)
    passes(team, minutes=10)

    assert pages_to(team, "kai") == []
    assert pages_to(team, "mei")[0].startswith("Nobody is needed any more")


def test_nobody_is_paged_for_what_was_answered_in_time_or_is_over(team):
    arrives(team)
    passes(team, minutes=30)
    speaks(team, "1", Author.AGENT)
    becomes(team, "1", TicketStatus.SOLVED)

    passes(team, hours=9)

    assert pages_to(team, "mei") == []


def test_a_page_for_nobody_is_refused_at_the_start():
    with pytest.raises(ValueError, match=r"sla\[0\]\.page: nobody is not among escalation"):
        Settings.model_validate(TOLD | {"sla": [TOLD["sla"][0] | {"page": "policy:nobody"}]})
    assert promising().sla[0].page == ""
