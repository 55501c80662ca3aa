"""A Salesforce at the other end of the wire, with payloads of the shape that it documents."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from adapters.tickets.salesforce import connect
from bot.domain.ticket import Draft, Priority
from bot.settings_tickets import Salesforce
from tests.adapters.tickets.wire import Wire, now, payload

HOME = "https://acme.my.salesforce.com"
LIGHTNING = "https://acme.lightning.force.com"
ID = "5003t00001abCDeAAM"
CASE = payload("salesforce_case")
MILESTONES = payload("salesforce_milestones")
MAILS = {"records": [{"ParentId": ID, "spoke": "2026-11-19T11:20:00.000+0000"}]}
WRITTEN = {
    "base_url": HOME,
    "client_id": "consumer",
    "client_secret": "consumer-secret",
    "webhook_secret": "a long secret",
}
PLAIN = Salesforce.model_validate(WRITTEN)
SETTINGS = Salesforce.model_validate(
    {
        **WRITTEN,
        "incident_field": "Caseline_incidents__c",
        "fields": {"tier": "Account.Support_Tier__c", "product": "Product__c"},
    }
)
KEYED = Salesforce.model_validate({**WRITTEN, "key_field": "Caseline_key__c"})
DRAFT = Draft(
    subject="Cannot pay",
    text="Help",
    priority=Priority.URGENT,
    requester_email="jana@globex.test",
    requester_name="Jana",
    tags=("incident:INC-12", "checkout"),
)


class Org(Wire):
    """An organisation with one case. `said` holds what single paths answer instead, first to last."""

    def __init__(self, case=CASE, **said):
        super().__init__(self._answered)
        self.case = case
        self.said = {path: list(answers) for path, answers in said.items()}
        self.milestones: Any = MILESTONES
        self.mails: Any = MAILS

    def _answered(self, request):
        path = request.url.path.removeprefix("/services/data/v61.0/")
        if path == "/services/oauth2/token":
            user = "https://login.salesforce.com/id/00D3t000000AbCdEAK/0053t000008HaNaAAK"
            return httpx.Response(200, json={"access_token": f"token-{len(self.asked)}", "id": user})
        if answers := self.said.get(path.partition("/")[0]):
            told = answers.pop(0)
            return told if isinstance(told, httpx.Response) else httpx.Response(200, json=told)
        if path == "composite":
            parts = [{"body": body, "httpStatusCode": 200} for body in (self.milestones, self.mails)]
            return httpx.Response(200, json={"compositeResponse": parts})
        if path == "query":
            return httpx.Response(200, json={"records": [self.case] if self.case is not None else []})
        return httpx.Response(204) if request.method == "PATCH" else httpx.Response(201, json={"id": ID})

    def questions(self):
        return [request.url.params["q"] for request in self.asked if request.url.path.endswith("/query")]

    def writes(self):
        return [
            (
                request.method,
                request.url.raw_path.decode().rpartition("v61.0")[2],
                json.loads(request.content),
            )
            for request in self.asked
            if request.method in {"POST", "PATCH"} and not request.url.path.endswith(("/token", "/composite"))
        ]


def desk(org=None, settings=SETTINGS):
    org = org or Org()
    return connect(settings, now=now, transport=org), org


def at(hour, minute=0, day=19):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def no(status, code):
    return httpx.Response(status, json=[{"message": "No.", "errorCode": code}])


# --- what happened -------------------------------------------------------------------------

INSIDE = {"CreatedById": "0053t000001AnaLAAV", "CreatedBy": {"UserType": "Standard"}}
OUTSIDE = {"CreatedById": "0053t000002JanaAAV", "CreatedBy": {"UserType": "CspLitePortal"}}
MACHINE = {"CreatedById": "0053t000003AutoAAV", "CreatedBy": {"UserType": "AutomatedProcess"}}
US = {"CreatedById": "0053t000008HaNaAAK", "CreatedBy": {"UserType": "Standard"}}
OPENED = {**CASE, **OUTSIDE, "Status": "New"}


class Told(Org):
    """An organisation that tells what happened to its case; `rows` by where they are: `CaseComment`."""

    def __init__(self, case=OPENED, **rows):
        super().__init__(case)
        self.rows = rows
        self.soql = []

    def _answered(self, request):
        if not request.url.path.endswith("/composite"):
            return super()._answered(request)
        parts = json.loads(request.content)["compositeRequest"]
        asked = [parse_qs(urlsplit(part["url"]).query)["q"][0] for part in parts]
        self.soql.append(asked)
        told = [{"body": self._of(soql), "httpStatusCode": 200} for soql in asked]
        return httpx.Response(200, json={"compositeResponse": told})

    def _of(self, soql):
        rows = self.rows.get(soql.partition(" FROM ")[2].partition(" ")[0], [])
        found = rows(soql) if callable(rows) else rows
        return {"records": found} if isinstance(found, list) and found[:1] != ["no"] else [found[1]]


def said(id, who, minute=1, **more):
    return {"Id": id, "CreatedDate": f"2026-11-19T09:{minute:02}:00.000+0000", **who, **more}


def became(id, before, after, minute=1, who=INSIDE):
    return said(id, who, minute, Field="Status", OldValue=before, NewValue=after)


TRACKED = said("h0", OUTSIDE, 0, Field="created", OldValue=None, NewValue=None)
