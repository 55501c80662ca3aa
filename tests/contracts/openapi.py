"""A transport for httpx that holds a client to the vendor's OpenAPI document.

`contract_transport("zendesk-support-v2")` takes the place of the network in a test. It checks
every outgoing request (path, method, headers, security, query, body) against the document of
that name in `../shared/specs`, and answers with what the test gives or, failing that, with the
document's own example. Where there is no such folder the test is skipped. Requests are checked
strictly. Answers are not: the vendors' own examples break their schemas too often.
"""

import functools
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_core import OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.templating.paths.finders import APICallPathFinder
from werkzeug.datastructures import Headers, ImmutableMultiDict

SPECS = Path(os.environ.get("CASELINE_SPECS", Path(__file__).parents[2].parent / "shared" / "specs"))

Json = dict[str, Any]
Answer = Callable[[httpx.Request], httpx.Response]
Journal = list[tuple[str, str, httpx.Request]]


class ContractError(AssertionError):
    """The request fits the schema and still cannot be right."""


class SpecRequest:
    """An `httpx.Request` in the shape that openapi-core asks for."""

    def __init__(self, request: httpx.Request) -> None:
        url = request.url
        self.host_url = f"{url.scheme}://{url.netloc.decode()}"
        self.path = url.path
        self.method = request.method.lower()
        self.content_type = request.headers.get("content-type", "").split(";")[0]
        self.body = request.content or None
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(url.params.multi_items()),
            header=Headers(dict(request.headers)),
            cookie=ImmutableMultiDict(),
        )


def contract_transport(
    spec: str, answer: Answer | None = None, journal: Journal | None = None
) -> httpx.MockTransport:
    """A transport for `httpx.Client` and `httpx.AsyncClient` alike.

    `answer` makes the response; without it the document's example is used. `journal`
    collects (METHOD, path template, request) for assertions.
    """
    api, document = load(spec)

    def handle(request: httpx.Request) -> httpx.Response:
        request.read()
        asked = SpecRequest(request)
        api.validate_request(asked)
        found = APICallPathFinder(api.spec).find(asked.method, asked.host_url + asked.path)
        template = found.path.parts[-1]
        refuse_unknown_query(document, template, asked.method, set(request.url.params))
        if journal is not None:
            journal.append((request.method, template, request))
        if answer is not None:
            return answer(request)
        return example_answer(document, document["paths"][template][asked.method])

    return httpx.MockTransport(handle)


@functools.cache
def load(spec: str) -> tuple[OpenAPI, Json]:
    """The document, parsed once a run: the larger ones take most of a second."""
    path = SPECS / f"{spec}.json"
    if not path.exists():
        pytest.skip(f"{path.name} is not beside this checkout")
    document = json.loads(path.read_text())
    return OpenAPI.from_dict(document), document


def refuse_unknown_query(document: Json, template: str, method: str, given: set[str]) -> None:
    """OpenAPI lets unknown query parameters pass; a vendor would ignore them in silence."""
    item = document["paths"][template]
    declared = item.get("parameters", []) + item[method].get("parameters", [])
    if unknown := given - {resolve(document, p)["name"] for p in declared}:
        raise ContractError(f"{method.upper()} {template} has no query parameter {sorted(unknown)}")


def example_answer(document: Json, operation: Json) -> httpx.Response:
    """The first 2xx response with the example that the document gives for it."""
    for status, response in operation["responses"].items():
        if not str(status).startswith("2"):
            continue
        for media in (resolve(document, response).get("content") or {}).values():
            named = [resolve(document, e).get("value") for e in (media.get("examples") or {}).values()]
            return httpx.Response(int(status), json=media.get("example", named[0] if named else {}))
        return httpx.Response(int(status))
    raise ContractError("the document has no 2xx response for this operation")


def resolve(document: Json, node: Json) -> Json:
    """Follow a local `$ref`, if the node is one."""
    while "$ref" in node:
        target: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            key = part.replace("~1", "/").replace("~0", "~")
            target = target[int(key)] if isinstance(target, list) else target[key]
        node = target
    return node
