"""Every request to Statuspage, and every answer of the fake one, held to their description."""

import json
from dataclasses import replace

import httpx
import pytest
from jsonschema import Draft202012Validator, ValidationError
from openapi_core.exceptions import OpenAPIError

from adapters.statuspage.statuspage import StatuspagePage, connect
from bot.domain.status_page import Condition, Effect
from bot.settings_publish import Statuspage
from tests.adapters.statuspage.postings import FIRST, LAST, NEXT
from tests.contracts.openapi import ContractError, Journal, contract_transport, load, resolve
from tests.fakes.listening import Asked
from tests.fakes.statuspage import FakeStatuspage
from tests.fakes.statuspage.fake import KEY, PAGE

SPEC = "statuspage-v1"
DESCRIBED = "gcvfrw2r8w36"
"""The one component for which their description says which states there are."""

ROOT = "https://api.statuspage.io/v1"
ALL = "/pages/{page_id}/incidents"
ONE = f"{ALL}/{{incident_id}}"
UPDATE = f"{ONE}/incident_updates/{{incident_update_id}}"


class Described:
    """The fake behind their description; `journal` holds what was asked of it."""

    def __init__(self) -> None:
        self.page = FakeStatuspage()
        self.checkout = self.page.component("Checkout", id=DESCRIBED)
        self.journal: Journal = []

    def ours(self, **more) -> StatuspagePage:
        told = {"api_key": KEY, "page_id": PAGE, "components": {"checkout": self.checkout}, **more}
        transport = contract_transport(SPEC, self._answer, self.journal)
        return connect(Statuspage.model_validate(told), transport=transport)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        there = request.url
        query = {name: there.params.get_list(name) for name in there.params}
        body = json.loads(request.content or b"{}")
        said = self.page.answer(Asked(request.method, there.path, query, dict(request.headers), body))
        assert said is not None
        _, template, _ = self.journal[-1]
        must_be_described(template, request.method, said.status, said.said)
        return httpx.Response(said.status, json=said.said)

    @property
    def operations(self) -> list[str]:
        return [f"{method} {path}" for method, path, _ in self.journal]


def must_be_described(template, method, status, said):
    """Their description names no refusals of some requests; those have the shape that all others have."""
    _, document = load(SPEC)
    responses = document["paths"][template][method.lower()]["responses"]
    known = responses.get(str(status)) or {"content": refused() if status >= 400 else {}}
    schema = resolve(document, known)["content"]["application/json"]["schema"]
    Draft202012Validator({**schema, "components": document["components"]}).validate(said)


def refused():
    return {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorEntity"}}}


@pytest.fixture
def described():
    return Described()


def test_an_incident_from_the_first_word_to_the_last_is_as_described(described):
    ours = described.ours()

    there = ours.post(FIRST, key="k1")
    ours.post(NEXT, incident=there.incident, key="k2")
    ours.correct(there, "Other words")
    ours.post(LAST, incident=there.incident, key="k3")

    update = [f"GET {ONE}", f"PATCH {ONE}"]
    assert described.operations == [f"POST {ALL}", *update, f"PATCH {UPDATE}", *update]


@pytest.mark.parametrize("effect", Effect)
@pytest.mark.parametrize("condition", Condition)
def test_every_effect_and_condition_is_as_described(described, effect, condition):
    posting = replace(FIRST, effect=effect, components={"checkout": condition})

    described.ours().post(posting, key="k1")

    assert described.operations == [f"POST {ALL}"]


def test_what_is_asked_in_doubt_is_as_described(described):
    described.ours().post(FIRST, key="k1", doubtful=True)

    assert described.operations == [f"GET {ALL}", f"POST {ALL}"]


def test_the_check_is_as_described(described):
    assert all(one.ok for one in described.ours().check())
    assert described.operations == ["GET /pages/{page_id}", "GET /pages/{page_id}/components"]


def test_refusals_of_the_fake_are_as_described(described):
    assert [one.ok for one in described.ours(api_key="another").check()] == [False]
    assert [one.ok for one in described.ours(page_id="another").check()] == [False, False]


@pytest.mark.parametrize(
    ("method", "path", "how"),
    [
        ("POST", "/incidents", {"json": {"incident": {"status": "investigating"}}}),
        ("POST", "/incidents", {"json": {"incident": {"name": "x", "status": "mitigated"}}}),
        ("POST", "/incidents", {"json": {"incident": {"name": "x", "component_ids": "c1"}}}),
        ("POST", "/incidents", {"json": {"incident": {"name": "x", "components": {DESCRIBED: "down"}}}}),
        ("PATCH", "/incidents/i1", {"json": {"incident": {"impact_override": "huge"}}}),
        ("PATCH", "/incidents/i1/incident_updates/u1", {"json": {"incident_update": {"body": 1}}}),
        ("GET", "/incidents", {"params": {"per_page": 100}}),
        ("GET", "", {"headers": {}}),
        ("GET", "/nothing", {}),
    ],
)
def test_a_request_that_is_not_as_described_is_refused(method, path, how):
    client = httpx.Client(transport=contract_transport(SPEC, lambda _: httpx.Response(200, json={})))

    told = {"headers": {"Authorization": f"OAuth {KEY}"}, **how}
    with pytest.raises((OpenAPIError, ContractError)):
        client.request(method, f"{ROOT}/pages/{PAGE}{path}", **told)


def test_an_answer_that_is_not_as_described_is_noticed():
    with pytest.raises(ValidationError, match="is not of type"):
        must_be_described(ONE, "GET", 200, {"id": 7})
