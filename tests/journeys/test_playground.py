"""The stories in the playground, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys import promise_story, story, ticket_story
from tests.journeys.ahead import Ahead
from tests.journeys.browser_stage import BrowserStage
from tests.journeys.conftest import SLOW
from tests.journeys.program import ROOT, running
from tests.journeys.sandbox_desk import SandboxDesk
from tests.journeys.stage import WAR_ROOM

TAKEN = ROOT / "artefacts" / "journey-tickets"


@pytest.mark.parametrize("database_url", ["sqlite", pytest.param("postgresql", marks=SLOW)], indirect=True)
def test_the_first_story_is_lived_in_the_playground(
    browser: Browser, database_url: str, tmp_path: Path
) -> None:
    with running(["demo", "--empty"], {"CASELINE_DATABASE_URL": database_url}, tmp_path) as program:
        stage = BrowserStage(browser, program.address)
        try:
            story.tell(stage)
        finally:
            stage.photograph(ROOT / "artefacts" / "journey")


def test_the_second_story_is_lived_in_the_playground(
    browser: Browser, sqlite_url: str, tmp_path: Path
) -> None:
    with running(["demo", "--empty"], {"CASELINE_DATABASE_URL": sqlite_url}, tmp_path) as program:
        stage = BrowserStage(browser, program.address)
        try:
            ticket_story.tell(stage, SandboxDesk(stage, program.address))
            stage.photograph_anew(TAKEN, "ana", WAR_ROOM, "support", "desk")
        finally:
            stage.photograph(TAKEN)


def test_the_third_story_is_lived_in_the_playground(
    browser: Browser, sqlite_url: str, tmp_path: Path
) -> None:
    time = Ahead(tmp_path / "ahead")
    people = {name: name for name in ("ana", "leo", "mia", "eve")}
    (tmp_path / "caseline.yml").write_text(promise_story.settings_of("playground", "#support", **people))
    environment = {"CASELINE_DATABASE_URL": sqlite_url}
    with running(["demo", "--empty"], environment, tmp_path, clock=time) as program:
        stage = BrowserStage(browser, program.address)
        desk = SandboxDesk(stage, program.address, agent="ana")
        try:
            promise_story.tell(promise_story.Watch(stage, desk, time), in_short=True)
        finally:
            stage.photograph(ROOT / "artefacts" / "journey-promises")
