"""kill -9 of two replicas while pages escalate: everybody is paged once, and nobody is forgotten."""

from collections import Counter
from pathlib import Path

import pytest

from bot.domain.page_event import What
from storage.bell import Bell
from storage.unit_of_work import connect
from tests.journeys.test_kill_nags import Replicas, kill_often, until_quiet
from tests.simulation.pages import ask, is_quiet


def test_every_page_survives_a_few_kills(postgresql_url: str, tmp_path: Path) -> None:
    _paged_in_spite_of_kills(postgresql_url, tmp_path, count=60, kills=8)


@pytest.mark.slow
def test_every_page_survives_a_hundred_kills(postgresql_url: str, tmp_path: Path) -> None:
    _paged_in_spite_of_kills(postgresql_url, tmp_path, count=1200, kills=100)


def _paged_in_spite_of_kills(url: str, folder: Path, *, count: int, kills: int) -> None:
    page, database = folder / "said", connect(url, Bell())
    page.touch()
    asked = ask(database, count)
    replicas = Replicas(url, page, "tests.simulation.pages")
    try:
        replicas.start()
        replicas.start()
        kill_often(replicas, database, page, kills, is_quiet)
        until_quiet(database, is_quiet)
    finally:
        replicas.end()

    said = [line.split() for line in page.read_text().splitlines()]
    with database.read() as work:
        logs = work.pages.events_of(asked)
        slots = {
            name: work.rooms.slot(name)
            for id, team in asked.items()
            for step, level in enumerate(("first", "second"))
            if (name := f"page/{id}/0.{step}.0/slack:{level}{team}")
        }
    database.close()
    for id, team in asked.items():
        sent = [one.person for one in logs[id] if one.what == What.SENT]
        came = {one.person for one in logs[id] if one.what == What.ARRIVED}
        assert sent == [f"first{team}", f"second{team}"]
        assert came == set(sent)
    heard = Counter((key, to) for word, key, to, _ in said if word == "said")
    assert heard == Counter((there.message, there.room) for there in slots.values() if there)
    assert heard.total() == 2 * count
