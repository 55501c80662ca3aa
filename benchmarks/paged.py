"""Open pages whose next step is due."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert

from bot.config import Settings
from bot.domain.escalation import Kind, Target
from bot.domain.page import Page
from bot.domain.page_event import PageEvent, What
from bot.domain.page_step import OURS, stepped
from bot.paging import policy_for
from storage.page_tables import page_events, pages
from storage.pages import event_row, page_row

PEOPLE = 200


def settings() -> Settings:
    """Two hundred people, each of whom stands behind one policy and comes second in another."""
    names = [f"person{number}" for number in range(PEOPLE)]
    policies = {
        f"policy{number}": [
            {"page": f"person:{name}", "wait": "5m"},
            {"page": f"person:{names[(number + 1) % PEOPLE]}", "wait": "5m"},
        ]
        for number, name in enumerate(names)
    }
    return Settings.model_validate(
        {"people": {name: {"slack": name} for name in names}, "escalation": policies}
    )


def fill(connection: Connection, count: int, due: datetime) -> None:
    """So many pages, each about a ticket of its own, whose first step has had its five minutes then."""
    rows = list(_rows(count, due))
    connection.execute(insert(pages), [page_row(one) | {"id": one.id} for one, _ in rows])
    events = [event_row(one.id, each) for one, log in rows for each in log]
    connection.execute(insert(page_events), events)


def _rows(count: int, due: datetime) -> Iterator[tuple[Page, tuple[PageEvent, ...]]]:
    known, at = settings(), due - timedelta(minutes=5)
    targets = [Target(Kind.POLICY, f"policy{number}") for number in range(PEOPLE)]
    policies = [policy_for(known, one) for one in targets]
    for number in range(1, count + 1):
        policy = policies[number % PEOPLE]
        page = Page(
            about=f"zendesk:{number}", who=f"policy:{policy.name}", policy=policy, why="", by="", at=at
        )
        asked = PageEvent(source=OURS, id="asked", at=at, what=What.ASKED)
        done = stepped(page, [asked], at, lambda one, _: (one.name,), lambda _: True)
        yield replace(done.page, id=number), done.log
