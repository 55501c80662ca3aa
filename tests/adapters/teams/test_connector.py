"""Calls to the connector, each of them held to Microsoft's description by the fake."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from adapters.http import Declined, Outside
from adapters.teams.places import Place
from adapters.teams.token import CONNECTOR, GRAPH, Tokens
from bot.errors import TryLater
from tests.adapters.teams import voices
from tests.fakes.teams import FakeTeams, contract, serving

HELLO = {"type": "message", "text": "hello"}


@pytest.fixture
def teams() -> Iterator[FakeTeams]:
    with serving() as fake:
        for name in ("Ana", "Leo", "Mia"):
            fake.add_user(name)
        fake.add_team("Support")
        yield fake
        assert fake.findings == []


@pytest.fixture
def place(teams: FakeTeams) -> Place:
    general = teams.conversation("General")
    return Place(service_url=teams.service_url, conversation=general.id, team=general.id, tenant=teams.tenant)


class Watch:
    """Seconds that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def tokens(teams: FakeTeams, watch: Watch) -> Tokens:
    return Tokens(Outside("Microsoft's login", voices.LOOPBACK), voices.account(teams), watch)


# --- calls --------------------------------------------------------------------------------------


def test_a_message_is_sent_changed_and_deleted(teams: FakeTeams, place: Place) -> None:
    connector = voices.connector(teams)

    id = connector.send(place, place.conversation, HELLO)
    connector.update(place, place.conversation, id, {**HELLO, "text": "bye"})
    [message] = teams.conversation("General").spoken
    assert (message.id, message.words) == (id, "bye")
    connector.delete(place, place.conversation, id)

    assert teams.conversation("General").spoken == []


def test_a_thread_is_opened_and_answered_in(teams: FakeTeams, place: Place) -> None:
    connector = voices.connector(teams)

    made = connector.open_thread(place, place.conversation, HELLO)
    connector.send(place, made.conversation, {**HELLO, "text": "reply"})

    assert made.conversation == f"{place.conversation};messageid={made.message}"
    assert [one.words for one in teams.thread(made.conversation)] == ["hello", "reply"]


def test_a_personal_chat_is_the_same_however_often_it_is_asked_for(teams: FakeTeams, place: Place) -> None:
    connector = voices.connector(teams)

    ids = {connector.open_personal(place, who) for who in ("29:ana", teams.users["29:ana"].object_id)}

    assert ids == {teams.personal("29:ana").id}


def test_members_are_read_page_by_page(teams: FakeTeams, place: Place) -> None:
    teams.page = 2

    found = list(voices.connector(teams).members(place, place.conversation))

    assert [one["name"] for one in found] == ["Ana", "Leo", "Mia"]
    assert len(teams.called("GET members")) == 2


def test_a_team_tells_what_the_directory_calls_it(teams: FakeTeams, place: Place) -> None:
    assert voices.connector(teams).group_of(place) == next(iter(teams.teams.values())).group


def test_a_place_without_an_address_is_reached_by_the_general_one(teams: FakeTeams) -> None:
    conversation = teams.conversation("General").id

    voices.connector(teams).send(Place(), conversation, HELLO)

    assert len(teams.conversation("General").spoken) == 1


def test_ids_cannot_lead_elsewhere(teams: FakeTeams, place: Place) -> None:
    with pytest.raises(Declined):
        voices.connector(teams).send(place, "../../v3/conversations?x=#y", HELLO)

    assert teams.calls[-1].path == "v3/conversations/../../v3/conversations?x=#y/activities"


# --- tokens -------------------------------------------------------------------------------------


def test_a_token_is_kept_until_shortly_before_its_end(teams: FakeTeams) -> None:
    watch = Watch()
    kept = tokens(teams, watch)

    first = kept.bearer(CONNECTOR)
    watch.now = 3299
    assert kept.bearer(CONNECTOR) == first
    watch.now = 3301
    assert kept.bearer(CONNECTOR) != first

    assert len(teams.called("POST token")) == 2


def test_many_who_need_a_token_at_once_ask_for_one(teams: FakeTeams) -> None:
    kept = tokens(teams, Watch())
    teams.delay = 0.05

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(kept.bearer, [CONNECTOR] * 16))

    assert len(found) == 1
    assert len(teams.called("POST token")) == 1


def test_each_door_has_its_own_token(teams: FakeTeams) -> None:
    kept = tokens(teams, Watch())

    assert kept.bearer(CONNECTOR) != kept.bearer(GRAPH)


def test_a_token_that_is_no_longer_accepted_is_replaced_once(teams: FakeTeams, place: Place) -> None:
    connector = voices.connector(teams)
    connector.send(place, place.conversation, HELLO)
    teams.tokens.clear()

    connector.send(place, place.conversation, HELLO)

    assert len(teams.conversation("General").spoken) == 2
    assert len(teams.called("POST token")) == 2


def test_a_connector_that_accepts_no_token_is_not_asked_for_ever(teams: FakeTeams, place: Place) -> None:
    teams.fail("POST activities", 401, "Unauthorized")

    with pytest.raises(Declined) as declined:
        voices.connector(teams).send(place, place.conversation, HELLO)

    assert declined.value.status == 401
    assert len(teams.called("POST activities")) == 2


def test_wrong_credentials_are_for_the_operator_and_are_tried_again(teams: FakeTeams) -> None:
    right, teams.password = voices.account(teams), "another"
    kept = Tokens(Outside("Microsoft's login", voices.LOOPBACK), right)

    with pytest.raises(TryLater, match="invalid_client") as later:
        kept.bearer(CONNECTOR)

    assert later.value.after == 300
    assert right.password not in f"{later.value} {right} {kept!r}"


@pytest.mark.parametrize("body", [{}, {"access_token": ""}, {"access_token": None}])
def test_an_answer_without_a_token_is_tried_later(teams: FakeTeams, body: dict[str, object]) -> None:
    login = Outside(
        "Microsoft's login",
        voices.LOOPBACK,
        transport=httpx.MockTransport(lambda _: httpx.Response(200, json=body)),
    )

    with pytest.raises(TryLater, match="no token"):
        Tokens(login, voices.account(teams)).bearer(CONNECTOR)


# --- the contract itself ------------------------------------------------------------------------


@pytest.mark.skipif(
    not contract.is_there(contract.CONNECTOR), reason="the description is not beside this checkout"
)
@pytest.mark.parametrize(
    ("method", "path", "query", "body", "wrong"),
    [
        ("POST", "/v3/conversations", {}, {"isGroup": True}, []),
        ("POST", "/v3/conversations", {}, {"isGroup": "yes"}, ["$.isGroup: 'yes' is not of type 'boolean'"]),
        ("POST", "/v3/conversations", {}, {"is_group": True}, ["$: no property is_group"]),
        ("POST", "/v3/conversation", {}, {}, ["there is no such call"]),
        ("PATCH", "/v3/conversations", {}, {}, ["there is no such call"]),
        ("GET", "/v3/conversations/19:x/pagedmembers", {"size": "1"}, None, ["no query parameter size"]),
        ("POST", "/v3/conversations", {}, None, ["a body is missing"]),
    ],
)
def test_a_wrong_request_would_be_noticed(
    method: str, path: str, query: dict[str, str], body: dict[str, object] | None, wrong: list[str]
) -> None:
    found = [
        one.split(": ", 1)[1] for one in contract.findings(contract.CONNECTOR, method, path, query, body)
    ]

    assert found == wrong
