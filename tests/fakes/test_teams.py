"""The fake Teams does what tests rely on, also where the bot is at fault."""

import httpx
import pytest

from adapters.teams.places import Place
from bot.domain.card import Button, Buttons, Card, Fact, Facts, Paragraph
from tests.adapters.teams import voices
from tests.fakes.teams import contract, installed, pressed, said, serving


@pytest.fixture
def teams():
    with serving() as fake:
        fake.add_user("Ana")
        fake.add_user("Leo")
        fake.add_team("Support", members=("29:ana",))
        yield fake


def sent(teams, **activity):
    place = Place(service_url=teams.service_url, tenant=teams.tenant)
    return voices.connector(teams).send(place, teams.conversation("General").id, activity)


def test_people_see_what_is_said_where_they_are(teams):
    chat = teams.add_chat("friends", "29:leo")
    said(teams, "29:ana", "General", "hello")
    said(teams, "29:leo", chat.name, "hi")

    assert [one.words for one in teams.seen_by("29:ana")] == ["hello"]
    assert [one.words for one in teams.seen_by("29:leo")] == ["hi"]
    with pytest.raises(KeyError, match="Nowhere is not among"):
        teams.seen_by("29:ana", "Nowhere")


def test_what_people_say_is_sent_as_teams_sends_it(teams):
    activity = said(teams, "29:ana", "General", "@Caseline liaison @Leo", mentions=("29:leo",))

    assert activity["text"] == "<at>Caseline</at> liaison <at>Leo</at>"
    assert [one["mentioned"]["id"] for one in activity["entities"]] == [teams.bot, "29:leo"]
    root = teams.conversation("General").spoken[0].id
    assert activity["conversation"]["id"].endswith(f";messageid={root}")
    assert activity["channelData"]["tenant"] == {"id": teams.tenant}
    reply = said(teams, "29:ana", activity["conversation"]["id"], "again")
    assert reply["conversation"]["id"] == activity["conversation"]["id"]
    assert installed(teams, "29:ana", "General")["type"] == "installationUpdate"


def test_a_card_can_be_read_and_its_buttons_pressed(teams, sqlite_database):
    card = Card(
        "INC-1",
        (
            Paragraph(("Paying fails.",)),
            Facts((Fact("Severity", ("SEV1",)),)),
            Buttons(
                (Button("I have it", "liaison", "INC-1", "me"),), more=(Button("Cancel", "cancel", "INC-1"),)
            ),
        ),
    )
    room = f"teams:{teams.conversation('General').id}"
    voices.voice(teams, sqlite_database).post("", room, card, key="k1")

    [message] = teams.conversation("General").spoken
    assert "Paying fails." in message.words
    assert "Severity: SEV1" in message.words
    assert list(message.buttons) == ["I have it", "Cancel"]
    press = pressed(teams, "29:ana", message, "I have it", note="now")
    assert (press["name"], press["replyToId"]) == ("adaptiveCard/action", message.id)
    assert press["value"]["action"]["data"]["note"] == "now"


@pytest.mark.skipif(
    not contract.is_there(contract.CONNECTOR), reason="the description is not beside this checkout"
)
def test_a_request_that_microsoft_does_not_describe_is_a_finding(teams):
    sent(teams, type="message", text="hello", colour="blue")
    httpx.get(f"{teams.address}/emea/v3/nothing")

    assert [one.split(": ", 1)[1] for one in teams.findings] == [
        "$: no property colour",
        "there is no such call",
    ]


def test_a_token_of_graph_opens_no_other_door(teams):
    teams.tokens["a"] = "graph"

    refused = httpx.get(
        f"{teams.service_url}v3/conversations/x/members/y", headers={"Authorization": "Bearer a"}
    )

    assert refused.status_code == 401


def test_waiting_ends_as_soon_as_it_holds_and_says_what_did_not(teams):
    said(teams, "29:ana", "General", "hello")

    assert teams.wait_until(lambda: teams.conversation("General").spoken)
    with pytest.raises(AssertionError, match="did not come true"):
        teams.wait_until(lambda: False, at_most=0.01)


def test_a_fake_in_a_process_of_its_own_can_be_furnished_and_read(teams):
    def control(what, **args):
        return httpx.post(f"{teams.address}/_control/{what}", json=args).json()

    assert control("add_user", name="Mia") == {"made": "29:mia"}
    control("set", largest=10)
    control("fail", name="POST token", status=503)

    assert teams.largest == 10
    assert httpx.post(f"{teams.login_url}/x/oauth2/v2.0/token").status_code == 503
    control("heal")
    state = httpx.get(f"{teams.address}/_state").json()
    assert [one["name"] for one in state["calls"]] == ["POST token"]
