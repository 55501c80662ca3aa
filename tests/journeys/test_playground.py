"""The stories in the playground, in a real browser."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.journeys import story, ticket_story
from tests.journeys.browser_stage import BrowserStage
from tests.journeys.program import ROOT, running
from tests.journeys.sandbox_desk import SandboxDesk
from tests.journeys.stage import WAR_ROOM

TAKEN = ROOT / "artefacts" / "journey-tickets"


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
    browser: Browser, database_url: str, tmp_path: Path
) -> None:
    with running(["demo", "--empty"], {"CASELINE_DATABASE_URL": database_url}, tmp_path) as program:
        stage = BrowserStage(browser, program.address)
        try:
            ticket_story.tell(stage, SandboxDesk(stage, program.address))
            stage.photograph_anew(TAKEN, "ana", WAR_ROOM, "support", "desk")
        finally:
            stage.photograph(TAKEN)
