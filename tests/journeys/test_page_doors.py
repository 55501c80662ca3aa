"""A page that nobody answers, from Slack to Teams, with a pager in step: real doors, one program."""

import json
from pathlib import Path

from tests.fakes.pagerduty import FakePagerDuty
from tests.fakes.pagerduty import serving as serving_pagerduty
from tests.journeys import slack_stage, teams_stage
from tests.journeys.ahead import Ahead
from tests.journeys.conftest import Way
from tests.journeys.mirrored import Both, lived
from tests.journeys.stage import DIRECT, SUPPORT, WAR_ROOM, Stage
from tests.journeys.story import Look, eventually

SETTINGS = """
people:
  eve: {{name: Eve, slack: "{eve}"}}
  mia: {{name: Mia, slack: "{mia}"}}
  leo: {{name: Leo, teams: "{leo}", email: leo@acme.test}}
teams:
  engineering: {{home: slack}}
  support: {{home: teams}}
escalation:
  liaison:
    steps: [{{page: "person:mia", wait: 5m}}, {{page: "person:leo", wait: 5m}}]
    last_resort: eve
role_pages: {{customer_liaison: "policy:liaison"}}
paging:
  pagerduty: {pagerduty}
"""


def seen(stage: Stage, who: str, room: str = WAR_ROOM) -> Look:
    return Look(stage, lambda: stage.sees(who, room=room))


def waited(time: Ahead, look: Look) -> Look:
    """Twenty seconds between two looks: what is tried again comes all the same."""

    def read() -> str:
        time.moves(minutes=1 / 3)
        return look.read()

    return Look(look.stage, read)


def live(both: Both, pager: FakePagerDuty, time: Ahead) -> None:
    slack, teams = both.in_slack, both.teams
    rooms = (seen(slack, "eve"), seen(teams, "leo"))

    slack.types("eve", "declare sev1 Checkout is down", room=SUPPORT)
    eventually(seen(slack, "mia", DIRECT), "Page for liaison", "Checkout is down", "You are needed")
    eventually(seen(slack, "eve"), "Paged Mia")

    time.moves(minutes=5)
    eventually(seen(teams, "leo", DIRECT), "Page for liaison", "You are needed")
    teams.presses("leo", "I have it", room=DIRECT)
    eventually(seen(teams, "leo", DIRECT), "You are customer liaison", "Your checklist")
    for look in rooms:
        eventually(look, "Leo has it", "Leo is now customer liaison")
    eventually(seen(slack, "mia", DIRECT), "Leo has it", without=("You are needed",))

    slack.types("eve", "page payments Cards are declined", room=WAR_ROOM)
    eventually(seen(slack, "eve"), "Paged payments in PagerDuty: Cards are declined")
    eventually(waited(time, seen(slack, "eve")), "payments in PagerDuty (reached by PagerDuty) is paged")
    (woken,) = pager.incidents.values()
    assert "Checkout is down" in woken.title
    pager.acknowledges(woken.id, "kim@acme.test")
    for look in rooms:
        eventually(waited(time, look), "Kim Lee has it, as PagerDuty says")

    teams.types("leo", "resolve Rolled back", room=WAR_ROOM)
    eventually(seen(slack, "eve"), "Resolved: Rolled back")
    eventually(waited(time, Look(slack, lambda: pager.incidents[woken.id].status)), "resolved")
    assert pager.asked["PUT /incidents/{id}"] <= 1


def test_a_page_goes_from_slack_to_teams_and_stays_in_step_with_the_pager(way: Way, tmp_path: Path) -> None:
    time = Ahead(tmp_path / "ahead")
    with serving_pagerduty(FakePagerDuty(time.now)) as pager:
        kim = pager.person("Kim Lee", "kim@acme.test")
        pager.service("Payments", [kim])
        ids = {name: slack_stage.slack_id(name) for name in ("eve", "mia")}
        settings = SETTINGS.format(
            **ids, leo=teams_stage.teams_id("leo"), pagerduty=json.dumps(pager.settings())
        )
        with lived(way.database_url, tmp_path, settings, time, door=way.door) as both:
            pager.listener = f"{both.address}/webhooks/pagerduty"
            live(both, pager, time)
