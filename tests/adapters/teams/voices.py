"""The voice with everything behind it, as the product connects it, against the fake Teams."""

from typing import Any

from adapters.http import Outside
from adapters.teams.connector import Connector
from adapters.teams.deliver import TeamsVoice
from adapters.teams.deliver_rooms import Ways
from adapters.teams.graph import Graph
from adapters.teams.places import Places
from adapters.teams.refusals import WAITING
from adapters.teams.token import Account, Tokens
from tests.fakes.clock import StoppedClock
from tests.fakes.teams import FakeTeams

LOOPBACK = {"127.0.0.1"}


def account(teams: FakeTeams) -> Account:
    return Account(
        app_id=teams.app_id, password=teams.password, tenant=teams.tenant, login_url=teams.login_url
    )


def connector(teams: FakeTeams, tokens: Tokens | None = None) -> Connector:
    outside = Outside("Teams", LOOPBACK, slow=WAITING)
    tokens = tokens or Tokens(Outside("Microsoft's login", LOOPBACK), account(teams))
    return Connector(outside, tokens, account(teams), teams.service_url)


def graph(teams: FakeTeams) -> Graph:
    tokens = Tokens(Outside("Microsoft's login", LOOPBACK), account(teams))
    return Graph(Outside("Microsoft Graph", LOOPBACK), tokens, teams.graph_url)


def voice(teams: FakeTeams, store: Any, *, with_graph: bool = True, **ways: Any) -> TeamsVoice:
    return TeamsVoice(
        Places(store),
        connector(teams),
        graph(teams) if with_graph else None,
        StoppedClock(),
        ways=Ways(**ways),
    )
