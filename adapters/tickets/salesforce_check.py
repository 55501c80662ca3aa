"""Whether Salesforce is ready for us: for `caseline check`."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from adapters.doors.questions import Question, answers, webhook
from adapters.tickets import salesforce_query
from adapters.tickets.salesforce_session import Session
from adapters.tickets.values import at, objects, text
from bot.domain.finding import Finding
from bot.settings_tickets import Salesforce

KEYS = "copy key and secret of the connected app to client_id and client_secret, and let it run as a user"
WAY = "look at the network in between, and at base_url; check again later"
RIGHTS = "give the user of the connected app API Enabled, and Read, Create and Edit on cases"
FIELD = "make the field on Case, let that user see and edit it, or correct the setting"
NAMED = "write it as Product__c or Account.Tier__c"
FLOW = "set webhook_secret, and make the flow as docs/tickets/salesforce.md says"


def findings(session: Session, settings: Salesforce) -> Iterator[Finding]:
    """Asks who we are and what a case has, and changes nothing."""
    questions = (
        Question("Salesforce", partial(_who, session), RIGHTS),
        Question("Salesforce cases", partial(_cases, session, settings), RIGHTS),
    )
    yield from answers(questions, letter=KEYS, way=WAY)
    yield from _unreadable(settings)
    yield webhook("Salesforce", settings.webhook_secret, signed=False, todo=FLOW)


def _who(session: Session) -> Iterator[Finding]:
    limits = session.ask("GET", "/limits")
    left, most = at(limits, "DailyApiRequests.Remaining"), at(limits, "DailyApiRequests.Max")
    who = "the user of the connected app"
    if session.user:
        found = session.query(
            salesforce_query.select("Name", "User", f"Id = {salesforce_query.quoted(session.user)}")
        )
        who = text(at(found, "0.Name")) or who
    yield Finding("Salesforce", f"reached as {who}; {text(left)} of {text(most)} requests are left today")


def _cases(session: Session, settings: Salesforce) -> Iterator[Finding]:
    said = session.ask("GET", "/sobjects/Case/describe")
    may = at(said, "createable") is True and at(said, "updateable") is True
    yield Finding(
        "Salesforce cases", "may be written" if may else "may not be written", "" if may else RIGHTS
    )
    fields = {text(field.get("name")): field for field in objects(at(said, "fields"))}
    yield _incidents(fields, settings.incident_field)
    yield _key(fields, settings.key_field)


def _incidents(fields: Mapping[str, Any], name: str) -> Finding:
    if not name:
        return Finding("Salesforce incident_field", "is not set, so cases do not name their incidents")
    if name not in fields or at(fields[name], "updateable") is False:
        return Finding("Salesforce incident_field", f"{name} is missing on Case, or cannot be written", FIELD)
    return Finding("Salesforce incident_field", f"incidents are named in {name}")


def _key(fields: Mapping[str, Any], name: str) -> Finding:
    if not name:
        return Finding("Salesforce key_field", "is not set; a case made twice is found by its description")
    if at(fields.get(name), "externalId") is not True:
        return Finding("Salesforce key_field", f"{name} is no external id of Case", FIELD)
    return Finding("Salesforce key_field", f"{name} keeps a case from being made twice")


def _unreadable(settings: Salesforce) -> Iterator[Finding]:
    for name, path in settings.fields.items():
        if not salesforce_query.PATH.fullmatch(path):
            yield Finding(f"Salesforce fields.{name}", f"{path} cannot be a field", NAMED)
