"""One incident in Slack and in Teams: real doors, real voices, one program."""

from pathlib import Path

import pytest

from tests.fakes.zendesk import staffed
from tests.journeys import slack_stage
from tests.journeys.conftest import SLOW
from tests.journeys.mirrored import lived
from tests.journeys.stage import SUPPORT, WAR_ROOM, Desk, Stage
from tests.journeys.story import Look, eventually
from tests.journeys.zendesk_desk import SECRET as SECRET_OF_DESK
from tests.journeys.zendesk_desk import ZendeskDesk, settings_of

HOMES = """
teams:
  engineering: {home: slack}
  support: {home: teams}
"""


class FickleSlack(slack_stage.SlackStage):
    """People there change their minds about what they said."""

    def rewrites(self, who: str, before: str, after: str, *, room: str) -> None:
        """With nothing instead, the message is deleted."""
        channel, user = self._channel(who, room), slack_stage.slack_id(who)
        message = next(one for one in reversed(channel.messages) if one.text == before)
        was = {"type": "message", "user": user, "text": before, "ts": message.ts}
        now = {"subtype": "message_changed", "message": was | {"text": after, "edited": {"user": user}}}
        gone = {"subtype": "message_deleted", "deleted_ts": message.ts}
        told = {"type": "message", "channel": channel.id, "ts": self._slack.next_ts()}
        self._happens(told | {"previous_message": was} | (now if after else gone))


def seen(stage: Stage, who: str) -> Look:
    return Look(stage, lambda: stage.sees(who, room=WAR_ROOM))


def live(slack: FickleSlack, teams: Stage, desk: Desk) -> None:
    """Declared in Slack, liaison taken in Teams, update from Slack, ticket linked and resolved in Teams."""
    slack.types("eve", "declare sev1 Checkout is down", room=SUPPORT)
    eventually(seen(slack, "eve"), "Customer liaison", "nobody yet", "War rooms")

    teams.types("leo", "join INC-1", room=SUPPORT)
    eventually(seen(teams, "leo"), "INC-1 needs a customer liaison")
    teams.presses("leo", "I'll be customer liaison", room=WAR_ROOM)
    for look in (seen(slack, "eve"), seen(teams, "leo")):
        eventually(look, "Leo is now customer liaison", without=("I'll be customer liaison",))

    slack.types("eve", "update Card payments fail; PayPal works.", room=WAR_ROOM)
    for look in (seen(slack, "eve"), seen(teams, "leo")):
        eventually(look, "INC-1 update: Card payments fail; PayPal works.")

    slack.says("eve", "The gateway rejects our certificate.", room=WAR_ROOM)
    eventually(seen(teams, "leo"), "Eve (Slack):", "The gateway rejects our certificate.")
    teams.says("leo", "How many customers?", room=WAR_ROOM)
    eventually(seen(slack, "eve"), "Leo (Teams):", "How many customers?")

    certificate, gateway = "The gateway rejects our certificate.", "The gateway was restarted."
    slack.rewrites("eve", certificate, gateway, room=WAR_ROOM)
    eventually(seen(teams, "leo"), gateway, without=(certificate,))
    slack.rewrites("eve", certificate, "", room=WAR_ROOM)
    eventually(seen(teams, "leo"), without=(gateway, "Eve (Slack)"))

    ticket = desk.files("dana", "Card declined at the last step")
    teams.types("leo", f"link {desk.address(ticket)}", room=WAR_ROOM)
    for look in (seen(slack, "eve"), seen(teams, "leo")):
        eventually(
            look, "1 in one organisation (1 vip: Globex)", "1, 1 open", f"Linked: {desk.name}:{ticket}"
        )
    assert desk.tagged(ticket) == {"incident:inc-1"}
    assert len(desk.notes(ticket)) == 1

    teams.types("leo", "resolve Certificate replaced", room=WAR_ROOM)
    for look in (seen(slack, "eve"), seen(teams, "leo")):
        eventually(look, "RESOLVED", "Resolved: Certificate replaced", "Reopen")
    assert "Eve (Slack)" not in slack.sees("eve", room=WAR_ROOM)
    assert "Leo (Teams)" not in teams.sees("leo", room=WAR_ROOM)


@pytest.mark.parametrize("database_url", ["postgresql", pytest.param("sqlite", marks=SLOW)], indirect=True)
def test_a_mirrored_incident_is_lived_in_slack_and_teams(database_url: str, tmp_path: Path) -> None:
    with (
        staffed(SECRET_OF_DESK) as zendesk,
        lived(database_url, tmp_path, HOMES + settings_of(zendesk)) as both,
    ):
        in_slack = FickleSlack(both.slack, both.send)
        live(in_slack, both.teams, ZendeskDesk(zendesk, both.address))
