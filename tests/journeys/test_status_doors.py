"""Customers are told: written in Teams, approved in Slack, read on pages and in tickets; one program."""

import json
from pathlib import Path

import httpx

from tests.fakes.statuspage import FakeStatuspage
from tests.fakes.statuspage import serving as serving_statuspage
from tests.fakes.zendesk import StaffedZendesk
from tests.fakes.zendesk import serving as serving_zendesk
from tests.journeys import slack_stage, zendesk_desk
from tests.journeys.ahead import Ahead
from tests.journeys.conftest import Way
from tests.journeys.mirrored import Both, lived
from tests.journeys.stage import SUPPORT, WAR_ROOM, Stage
from tests.journeys.story import Look, eventually

SETTINGS = """
people:
  mia: {{name: Mia, slack: "{mia}"}}
teams:
  engineering: {{home: slack}}
  support: {{home: teams, lead: mia}}
status_updates: {{languages: [en, de]}}
status_page:
  title: Acme status
  components: {{checkout: {{title: Checkout}}}}
publishing:
  statuspage: {statuspage}
"""
SYMPTOM = "Card payments are declined at the checkout."


def seen(stage: Stage, who: str, room: str = WAR_ROOM) -> Look:
    return Look(stage, lambda: stage.sees(who, room=room))


def live(both: Both, page: FakeStatuspage, zendesk: StaffedZendesk, time: Ahead) -> None:
    slack, teams = both.in_slack, both.teams
    desk = zendesk_desk.ZendeskDesk(zendesk, both.address)
    tickets = [desk.files("dana", "Card declined"), desk.files("bo", "Cannot pay")]

    slack.types("eve", "declare sev1 Checkout is down", room=SUPPORT)
    eventually(seen(slack, "eve"), "Checkout is down", "Customer liaison")
    slack.types("eve", "role incident_commander me", room=WAR_ROOM)
    slack.types("eve", f"link zendesk:{tickets[0]} zendesk:{tickets[1]}", room=WAR_ROOM)
    teams.types("leo", "join INC-1", room=SUPPORT)
    teams.types("leo", "liaison me", room=WAR_ROOM)

    eventually(seen(teams, "leo"), "Tell customers")
    teams.presses("leo", "Tell customers", room=WAR_ROOM)
    teams.fills("leo", symptom=SYMPTOM, workaround="PayPal works.")
    for look in (seen(slack, "eve"), seen(teams, "leo")):
        eventually(look, "INC-1: draft 1 for customers", SYMPTOM, "Also in: German.")
    slack.presses("eve", "Approve", room=WAR_ROOM)
    eventually(seen(teams, "leo"), "draft 1 for customers is approved")
    teams.presses("leo", "Publish", room=WAR_ROOM)

    eventually(_later(time, seen(slack, "eve")), "customers were told (1)", "linked tickets: 2 of 2")
    for ticket in tickets:
        [told] = desk.replies(ticket)
        assert SYMPTOM in told
    eventually(_later(time, Look(slack, lambda: json.dumps(page.incidents))), SYMPTOM, "investigating")
    public = Look(slack, lambda: httpx.get(f"{both.address}/status").text)
    eventually(_later(time, public), "Acme status", SYMPTOM, "Next update by")
    german = httpx.get(f"{both.address}/status?lang=de").text
    assert 'lang="de"' in german

    late = desk.files("eli", "Paying fails again")
    slack.types("eve", f"link zendesk:{late}", room=WAR_ROOM)
    eventually(_later(time, Look(slack, lambda: "\n".join(desk.replies(late)))), SYMPTOM)

    slack.types("eve", "resolve The bank mended it", room=WAR_ROOM)
    eventually(seen(slack, "eve"), "INC-1: draft 2 for customers")
    slack.presses("eve", "Approve", room=WAR_ROOM)
    slack.types("eve", "publish", room=WAR_ROOM)
    eventually(_later(time, seen(slack, "eve")), "customers were told (2)")
    eventually(_later(time, public), "All systems operational")
    everybody = (*tickets, late)
    counted = Look(slack, lambda: str([len(desk.replies(one)) for one in everybody]))
    eventually(_later(time, counted), "[2, 2, 2]")
    there = Look(slack, lambda: str([one["status"] for one in page.incidents]))
    eventually(_later(time, there), "['resolved']")


def _later(time: Ahead, look: Look) -> Look:
    """Some seconds between two looks: what waits a little comes all the same."""

    def read() -> str:
        time.moves(minutes=1 / 6)
        return look.read()

    return Look(look.stage, read)


def test_customers_are_told_once_wherever_it_was_written_and_approved(way: Way, tmp_path: Path) -> None:
    time = Ahead(tmp_path / "ahead")
    zendesk = StaffedZendesk(zendesk_desk.SECRET)
    with serving_statuspage() as page, serving_zendesk(zendesk):
        settings = SETTINGS.format(
            mia=slack_stage.slack_id("mia"), statuspage=json.dumps(page.settings())
        ) + zendesk_desk.settings_of(zendesk)
        with lived(way.database_url, tmp_path, settings, time, door=way.door) as both:
            live(both, page, zendesk, time)
