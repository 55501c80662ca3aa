"""`caseline check` about pages: whom none would reach, and policies that have nobody."""

from typing import Any

from adapters.terminal.paged import LAST_RESORT, SET_AN_ID, SPEAK_FIRST, findings
from bot.config import Settings
from bot.domain.finding import Finding
from tests.bot.domain.rotas import MONDAY

TURNS = {"people": ["ana", "leo"], "since": "2026-01-05"}
TWILIO = {"account_sid": f"AC{'0' * 32}", "auth_token": "secret", "from_number": "+4930123456"}


def found(people: dict[str, Any], *chats: str, **said: Any) -> list[Finding]:
    settings = {"people": people, "rotas": {"desk": {"timezone": "Europe/Berlin", "layers": [TURNS]}}}
    return list(findings(Settings.model_validate(settings | said), MONDAY, chats))


def test_where_everybody_has_an_id_in_a_chat_it_is_said_how_many():
    [one] = found({"ana": {"slack": "U1"}, "leo": {"teams": "29:1"}}, "slack", "teams")

    assert (one.ok, one.says) == (True, "2 people who are on call or stand behind them can be reached")


def test_who_has_no_id_in_a_chat_that_is_connected_is_named():
    [one] = found({"ana": {"slack": "U1"}, "leo": {"teams": "29:1"}}, "slack")

    assert (one.says, one.todo) == ("leo: no way to page them is set", SET_AN_ID)


def test_who_has_an_address_alone_has_to_speak_first():
    [one] = found({"ana": {"slack": "U1"}, "leo": {"email": "leo@acme.test"}}, "slack")

    assert (one.says, one.todo) == ("leo: known by an address alone", SPEAK_FIRST)


def test_a_telephone_is_enough_where_one_is_connected():
    people = {"ana": {"phone": "+4930111111"}, "leo": {"phone": "+4930222222"}}

    assert [one.ok for one in found(people)] == [False]
    assert [one.ok for one in found(people, paging={"twilio": TWILIO})] == [True]


def test_everybody_behind_a_policy_counts_and_nobody_who_is_paged_for_nothing():
    people = {name: {"slack": name} for name in ("ana", "leo")} | {"mia": {}, "eve": {}, "kim": {}, "bob": {}}
    policy = {"steps": [{"page": "person:mia"}], "last_resort": "eve"}

    [one] = found(people, "slack", escalation={"support": policy}, paging={"last_resort": "kim"})

    assert one.says == "eve, kim, mia: no way to page them is set"


def test_a_policy_that_would_have_nobody_is_told_with_the_first_instant():
    people = {"ana": {"slack": "U1"}, "leo": {"slack": "U2"}}
    office = {"timezone": "Europe/Berlin", "layers": [TURNS | {"only": "mon-fri 09:00-17:00"}]}
    told = {"rotas": {"desk": office | {"around_the_clock": False}}}
    steps = {"support": [{"page": "oncall:desk"}]}

    *_, one = found(people, "slack", **told, escalation=steps)
    assert one.what == "escalation.support"
    assert one.says == "from 2026-01-05 16:00:00Z on, nobody would be paged by it"
    assert one.todo == LAST_RESORT

    behind = {"support": [{"page": "oncall:desk"}, {"page": "person:ana"}]}
    last = {"support": {"steps": steps["support"], "last_resort": "leo"}}
    assert all(one.ok for one in found(people, "slack", **told, escalation=behind))
    assert all(one.ok for one in found(people, "slack", **told, escalation=last))


def test_where_nobody_is_paged_nothing_is_said():
    assert list(findings(Settings(), MONDAY, ["slack"])) == []
