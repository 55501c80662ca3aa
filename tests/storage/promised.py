"""What is kept of promises, complete but for what a test is about."""

from datetime import timedelta
from typing import Any

from bot.domain.sla_clock import State
from bot.domain.sla_edition import Edition, Of
from bot.domain.sla_ladder import Point
from bot.domain.sla_metric import Metric
from bot.domain.sla_notice import Hush, Notice, NoticeState, Wish
from bot.domain.sla_tracked import Missed, Tracked
from bot.domain.sla_update import Update
from tests.storage.samples import NINE

HOUR = timedelta(hours=1)
ONE = "zendesk:1"


def update(id: str = "1", **changed: Any) -> Update:
    given: dict[str, Any] = {"source": "zendesk", "at": NINE}
    return Update(id=id, **given | changed)


def clock(about: str = ONE, **changed: Any) -> Tracked:
    given: dict[str, Any] = {
        "metric": Metric.FIRST_REPLY,
        "instance": 1,
        "state": State.ACTIVE,
        "started_at": NINE,
        "seconds": 3600,
        "calendar": "24x7",
        "policy": "standard",
        "version": "1",
        "due_at": NINE + HOUR,
        "look_at": NINE + HOUR / 2,
    }
    system, _, id = about.rpartition(":")
    return Tracked(about=about, system=system, ticket=id if system else "", **given | changed)


def notice(key: str = "k1", about: str = ONE, **changed: Any) -> Notice:
    given: dict[str, Any] = {
        "metric": Metric.FIRST_REPLY,
        "instance": 1,
        "seconds": 3600,
        "calendar": "24x7",
        "level": 1,
        "point": Point.PERCENT,
        "amount": 75,
        "threshold": "1:percent:75",
        "recipient": "slack:ana",
        "at": NINE,
        "allowed_at": NINE,
        "due": NINE + HOUR,
        "state": NoticeState.QUEUED,
        "recorded_at": NINE,
        "slot": key,
    }
    return Notice(key=key, about=about, **given | changed)


def hush(about: str = ONE, **changed: Any) -> Hush:
    given: dict[str, Any] = {
        "metric": Metric.FIRST_REPLY,
        "instance": 1,
        "wish": Wish.ACKNOWLEDGED,
        "level": 3,
        "recipient": "",
        "by": "slack:ana",
        "at": NINE,
    }
    return Hush(about=about, **given | changed)


def missed(about: str = ONE, **changed: Any) -> Missed:
    given: dict[str, Any] = {
        "metric": Metric.FIRST_REPLY,
        "instance": 1,
        "seconds": 3600,
        "calendar": "24x7",
        "at": NINE + HOUR,
        "detected_at": NINE + HOUR,
        "policy": "standard",
    }
    return Missed(about=about, **given | changed)


def edition(version: str = "1", **changed: Any) -> Edition:
    given: dict[str, Any] = {"of": Of.POLICIES, "name": "", "since": NINE, "body": {"policies": []}}
    return Edition(version=version, **given | changed)
