"""A team with a pager, in which somebody is paged in a test."""

from typing import Any

from bot.actions import pager_hints
from bot.config import Settings
from bot.domain.page import Page
from bot.domain.pager import PagerHint, PagerLink
from tests.bot.actions.paged import ON_CALL
from tests.fakes.pager import Pager
from tests.fakes.teller import Teller

PAGING: dict[str, Any] = {
    "paging": {
        "pagerduty": {
            "api_token": "t",
            "from": "bot@acme.test",
            "services": {"payments": {"service": "PSVC"}, "search": {"service": "PSEA"}},
            "declare": [
                {"services": ["payments"], "priorities": ["P1"], "do": "declare", "severity": "SEV1"},
                {"services": ["payments"], "room": "slack:support"},
            ],
        }
    },
    "escalation": {
        "payments": {
            "steps": [{"page": "service:payments", "wait": "5m"}, {"page": "person:leo", "wait": "5m"}],
            "last_resort": "eve",
        }
    },
    "duty_manager": "eve",
}


def with_pager(teller: Teller, pager: Pager, **others: Any) -> Teller:
    """The same teller, with people who have addresses, and Mia whom the pager knows; settings in `paging`
    come besides those above.
    """
    people = {
        name: one | {"email": f"{name}@acme.test"} for name, one in ON_CALL["people"].items() if name != "mia"
    }
    people["mia"] = ON_CALL["people"]["mia"] | {"pagerduty": "PMIA"}
    duty = PAGING["paging"]["pagerduty"] | others.pop("pagerduty", {})
    known = ON_CALL | PAGING | {"people": people, "paging": {"pagerduty": duty}} | others
    settings = Settings.model_validate(known)
    return Teller(
        teller.store, settings=settings, clock=teller.clock, chat=teller.chat, pagers={pager.name: pager}
    )


def hears(team: Teller, pager: Pager, id: str, event: str = "e1") -> None:
    """The pager's webhook, and everything that follows from it."""
    pager_hints.hinted(team.world, [(pager.name, PagerHint(event, id))])
    team.knock()


def page_of(team: Teller, id: int = 1) -> Page:
    with team.store.read() as work:
        found = work.pages.get(id)
    assert found is not None
    return found


def link_of(team: Teller, id: str) -> PagerLink:
    with team.store.read() as work:
        found = work.pager_links.get("pagerduty", id)
    assert found is not None
    return found


def is_known(team: Teller, id: str) -> bool:
    with team.store.read() as work:
        return work.pager_links.get("pagerduty", id) is not None


def lines(team: Teller, key: str = "INC-1") -> list[str]:
    with team.store.read() as work:
        return [one.text for one in work.timeline.of(key, limit=100)]


def follows(team: Teller, pager: Pager) -> None:
    """Every incident there is hinted at, and everything that follows is carried."""
    events = len(pager.calls)
    told = [(pager.name, PagerHint(f"all/{events}/{id}", id)) for id in pager.incidents]
    pager_hints.hinted(team.world, told)
    team.knock()
