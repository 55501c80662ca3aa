"""Every request to GitHub, and every webhook from it, held to GitHub's own descriptions."""

import json
from copy import deepcopy

import httpx
import pytest
from jsonschema import Draft7Validator
from openapi_core.exceptions import OpenAPIError

from adapters.doors.knock import digest
from adapters.tickets.github import connect
from bot.domain.ticket import Draft, Hint, Knock, Query
from bot.settings_tickets import GitHub
from tests.adapters.tickets.wire import NOON
from tests.contracts.openapi import SPECS, ContractError, Journal, contract_transport
from tests.fakes.clock import StoppedClock

SPEC = "github-rest"
API = "https://api.github.com"
REPO = "/repos/{owner}/{repo}"
ISSUES = f"{REPO}/issues"
ISSUE = f"{ISSUES}/{{issue_number}}"
ID = "acme/shop#12"
DRAFT = Draft(subject="Pay", text="Help", tags=("incident:INC-12",))
QUERY = Query(text="card", tag="incident:INC-12", open_only=True)


def said(request):
    if request.url.path.endswith(("/issues", "/comments", "/timeline")) and request.method == "GET":
        listed = "search" not in request.url.path
        return httpx.Response(200, json=[] if listed else {"items": []})
    return httpx.Response(200, json={"number": 12, "private": True, "comments": 1})


def github(transport, secret=""):
    settings = GitHub.model_validate(
        {"token": "t", "repositories": ["acme/shop"], "webhook_secret": secret, "base_url": API}
    )
    return connect(settings, now=StoppedClock(NOON).now, transport=transport)


@pytest.mark.parametrize(
    ("ask", "asked"),
    [
        (lambda desk: desk.fetch(ID), [f"GET {ISSUE}"]),
        (lambda desk: desk.history(ID), [f"GET {ISSUE}", f"GET {ISSUE}/timeline"]),
        (lambda desk: desk.search(QUERY, limit=5), ["GET /search/issues"]),
        (lambda desk: desk.changed(desk.changed("", limit=5).cursor, limit=5), [f"GET {ISSUES}"]),
        (lambda desk: desk.create(DRAFT, key="k"), [f"POST {ISSUES}"]),
        (lambda desk: desk.create(DRAFT, key="k", doubtful=True), [f"GET {ISSUES}", f"POST {ISSUES}"]),
        (lambda desk: desk.note(ID, "Words", key="k"), [f"GET {REPO}", f"POST {ISSUE}/comments"]),
        (lambda desk: desk.reply(ID, "Words", key="k"), [f"POST {ISSUE}/comments"]),
        (
            lambda desk: desk.reply(ID, "Words", key="k", doubtful=True),
            [f"GET {ISSUE}", f"GET {ISSUE}/comments", f"POST {ISSUE}/comments"],
        ),
        (lambda desk: desk.mark(ID, "incident:INC-7", on=True), [f"POST {ISSUE}/labels"]),
        (lambda desk: desk.mark(ID, "incident:INC-7", on=False), [f"DELETE {ISSUE}/labels/{{name}}"]),
        (lambda desk: list(desk.check()), ["GET /user", f"GET {REPO}"]),
    ],
)
def test_every_request_is_as_it_is_described(ask, asked):
    journal: Journal = []

    ask(github(contract_transport(SPEC, said, journal)))

    assert [f"{method} {path}" for method, path, _ in journal] == asked


@pytest.mark.parametrize(
    ("method", "path", "how", "refusal"),
    [
        ("GET", "/repos/acme/shop/issues/12", {"headers": {}}, OpenAPIError),
        ("GET", "/repos/acme/shop/issues/twelve", {}, OpenAPIError),
        ("GET", "/repos/acme/shop/tickets/12", {}, OpenAPIError),
        ("GET", "/repos/acme/shop/issues", {"params": {"state": "any"}}, OpenAPIError),
        ("GET", "/repos/acme/shop/issues", {"params": {"direction": "up"}}, OpenAPIError),
        ("GET", "/repos/acme/shop/issues", {"params": {"limit": "5"}}, ContractError),
        ("GET", "/repos/acme/shop/issues/12/timeline", {"params": {"page": "last"}}, OpenAPIError),
        ("GET", "/repos/acme/shop/issues/12/timeline", {"params": {"since": "2026"}}, ContractError),
        ("GET", "/search/issues", {}, OpenAPIError),
        ("POST", "/repos/acme/shop/issues", {"json": {"body": "x"}}, OpenAPIError),
        ("POST", "/repos/acme/shop/issues", {"json": {"title": "x", "labels": "a"}}, OpenAPIError),
        ("POST", "/repos/acme/shop/issues/12/comments", {"json": {"text": "x"}}, OpenAPIError),
        ("POST", "/repos/acme/shop/issues/12/comments", {}, OpenAPIError),
        ("POST", "/repos/acme/shop/issues/12/labels", {"json": {"labels": [7]}}, OpenAPIError),
    ],
)
def test_a_wrong_request_is_refused_by_the_description(method, path, how, refusal):
    client = httpx.Client(transport=contract_transport(SPEC, said))
    asked = {"headers": {"Authorization": "Bearer t"}, **how}

    with pytest.raises(refusal):
        client.request(method, API + path, **asked)


# --- webhooks ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def schema():
    path = SPECS / "github-webhooks.schema.json"
    if not path.exists():
        pytest.skip(f"{path.name} is not beside this checkout")
    return json.loads(path.read_text())


def sample(schema, node):
    """The smallest value that the schema asks for."""
    if "$ref" in node:
        return sample(schema, schema["definitions"][node["$ref"].rsplit("/", 1)[1]])
    if "allOf" in node:
        merged = [sample(schema, part) for part in node["allOf"]]
        return {name: value for part in merged for name, value in part.items()}
    if choices := node.get("oneOf") or node.get("anyOf"):
        return sample(schema, choices[0])
    return node["enum"][0] if "enum" in node else simple(schema, node)


def simple(schema, node):
    kinds = node.get("type", "object")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if kind == "object":
        known = node.get("properties", {})
        return {name: sample(schema, known.get(name, {})) for name in node.get("required", ())}
    if kind == "string":
        return {"date-time": "2026-11-19T10:00:00Z", "uri": "https://github.com"}.get(node.get("format"), "x")
    return {"array": [], "integer": 12, "number": 1, "boolean": True, "null": None}[kind]


def knock(said, event):
    body = json.dumps(said).encode()
    shown = f"sha256={digest('s', body).hex()}"
    return Knock({"x-hub-signature-256": shown, "x-github-event": event, "x-github-delivery": "d-1"}, body)


@pytest.mark.parametrize(
    ("kind", "event"),
    [
        ("issues$opened", "issues"),
        ("issues$closed", "issues"),
        ("issues$labeled", "issues"),
        ("issues$deleted", "issues"),
        ("issue_comment$created", "issue_comment"),
    ],
)
def test_webhooks_as_they_are_described_name_their_issue(schema, kind, event):
    said = sample(schema, schema["definitions"][kind])
    said["issue"].pop("pull_request", None)
    said["repository"]["full_name"] = "acme/shop"
    described = Draft7Validator({**schema["definitions"][kind], "definitions": schema["definitions"]})
    assert list(described.iter_errors(said)) == []

    hints = github(contract_transport(SPEC), secret="s").hints(knock(said, event))

    assert hints == (Hint("d-1", ID),)


@pytest.mark.parametrize("lost", ["issue", "repository", "action"])
def test_a_webhook_that_lacks_what_is_described_is_refused_by_the_description(schema, lost):
    kind = schema["definitions"]["issues$opened"]
    said = deepcopy(sample(schema, kind))
    del said[lost]

    assert not Draft7Validator({**kind, "definitions": schema["definitions"]}).is_valid(said)
