"""Jira Cloud and, with `service_desk: true`, Jira Service Management.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/
https://developer.atlassian.com/cloud/jira/service-desk/rest/

Reads issues with their reporter, organisation and SLAs; looks for them; writes notes, replies, labels
and new issues. It moves no issue to another status, and makes no request with a request type.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

import httpx

from adapters.doors.knock import fingerprint, must_be_signed, said_in
from adapters.tickets import jira_changes, jira_check, jira_query, jira_read
from adapters.tickets.address import at_home
from adapters.tickets.desk import Desk
from adapters.tickets.jira_history import Past
from adapters.tickets.jira_text import label
from adapters.tickets.jira_write import OWN, Talk, drafted
from adapters.tickets.values import at, rows, text
from bot.domain.finding import Finding
from bot.domain.sla_update import History
from bot.domain.ticket import Changes, Draft, Hint, Knock, Query, Ticket
from bot.domain.ticket_ability import Ability
from bot.domain.wording import say
from bot.errors import Refused, TicketGone, TryLater
from bot.ports import TicketSystem
from bot.settings_tickets import Jira

PAGE = 100
DESK_PAGE = 20
"""Changed requests of a service desk are few at a time: each is asked about twice more."""

COMMENTS = 50
ORGANISATIONS = "sd-customer-organizations"
PLACES = ("browse", "issues", "jira", "projects", "secure", "servicedesk")
"""What addresses of issues begin with; pages of Confluence live on the same host."""

EVENTS = ("jira:issue_", "comment_")
_SERVICE = "Only with `service_desk: true`: issues of other projects have no {}."

ABILITIES: Mapping[Ability, str] = {
    Ability.FETCH: "",
    Ability.SEARCH: "",
    Ability.CHANGES: "",
    Ability.CREATE: "",
    Ability.NOTE: "",
    Ability.REPLY: _SERVICE.format("customers to write to"),
    Ability.TAG: "",
    Ability.REQUESTER: "",
    Ability.ORGANISATION: _SERVICE.format("organisations"),
    Ability.ASSIGNEE: "",
    Ability.DEADLINES: _SERVICE.format("SLAs"),
    Ability.HISTORY: "",
    Ability.STATUSES: "",
    Ability.WEBHOOK_SIGNED: "",
}


def connect(
    settings: Jira, *, now: Callable[[], datetime], transport: httpx.BaseTransport | None = None
) -> TicketSystem:
    return JiraTickets(settings, now, transport)


class JiraTickets:
    """Ids are keys, `PAY-12`. Paths of `settings.fields` start from an issue: `fields.customfield_10050`."""

    name = "jira"

    def __init__(
        self, settings: Jira, now: Callable[[], datetime], transport: httpx.BaseTransport | None
    ) -> None:
        self._settings = settings
        self._now = now
        auth = (settings.email, settings.api_token.get_secret_value())
        self._desk = Desk("Jira", settings.base_url, auth=auth, transport=transport)
        self._talk = Talk(self._desk)
        self._past = Past(self._desk, settings)
        self._organisations: str | None = None

    def fetch(self, id: str) -> Ticket:
        """An issue that went to another project is merged into what it is called there."""
        key = self._key(id)
        said = self._desk.ask(
            "GET", f"/rest/api/3/issue/{key}", ticket=True, params={"fields": self._fields()}
        )
        found = self._whole(said, key)
        moved = jira_read.key(found.id, ())
        return replace(found, id=key, merged_into="" if moved == key else moved)

    def history(self, id: str) -> History:
        """Of an issue with more than 400 comments or changes, the oldest and the newest hundred."""
        return self._past.of(self._key(id))

    def search(self, query: Query, *, limit: int) -> Sequence[Ticket]:
        """What changed last comes first; deadlines and the customer's last words are left to `fetch`."""
        narrowed = list(jira_query.clauses(query))
        if query.requester_email:
            asked = {"query": query.requester_email, "maxResults": 10}
            said = self._desk.ask("GET", "/rest/api/3/user/search", params=asked)
            if not (people := jira_read.accounts(said, query.requester_email)):
                return ()
            narrowed.append(jira_query.among("reporter", people))
        return self._found(narrowed or [jira_query.RECENT], limit)

    def changed(self, cursor: str, *, limit: int) -> Changes:
        """At most one page; Jira gives no more than 100 issues, and 20 of a service desk are taken."""
        now = self._now()
        sweep = jira_changes.going_on(cursor, now)
        if sweep is None:
            return Changes((), jira_changes.starting(now, now).written())
        try:
            said = self._swept(sweep, limit)
        except Refused:
            if not sweep.token:
                raise
            sweep = jira_changes.starting(sweep.seen, now)  # Jira no longer knows this page.
            said = self._swept(sweep, limit)
        read = (self._whole(raw) for raw in rows(at(said, "issues")))
        tickets = tuple(ticket for ticket in read if ticket.id)
        if token := text(at(said, "nextPageToken")):
            seen = max([sweep.seen, *(ticket.updated_at for ticket in tickets if ticket.updated_at)])
            return Changes(tickets, replace(sweep, token=token, seen=seen).written(), more=True)
        return Changes(tickets, jira_changes.starting(sweep.began, sweep.began).written())

    def create(self, draft: Draft, *, key: str, doubtful: bool = False) -> Ticket:
        """A label keeps the key. Jira's search may take seconds to see an issue that an earlier try made.

        `updated_at` stays open: an instant of our clock might hide the next state, which has Jira's.
        """
        own = label(f"{OWN}{key}")
        if doubtful and (made := self._found([f"labels = {jira_query.quoted(own)}"], 1)):
            return made[0]
        fields = drafted(draft, self._settings, own)
        said = self._desk.ask("POST", "/rest/api/3/issue", json={"fields": fields})
        if not (id := text(at(said, "key"))):
            raise TryLater(say("{system} did not say what it made.", system="Jira"), unsure=True)
        fresh = {**fields, "status": {"statusCategory": {"key": "new"}}}
        return replace(jira_read.ticket({"key": id, "fields": fresh}, self._settings), created_at=self._now())

    def note(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        """Whether customers would see a plain comment is for the project to say, not for the settings."""
        issue = self._key(id)
        if doubtful and self._talk.wrote(issue, key):
            return
        if self._talk.serves(issue):
            self._talk.whisper(issue, text, key)
        else:
            self._talk.comment(issue, text, key)

    def reply(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        """Written through Jira itself, whose comments are public and keep the key out of the text."""
        issue = self._key(id)
        if not (self._settings.service_desk and self._talk.serves(issue)):
            raise Refused(say("Issues of this project have no customer to reply to; write a note instead."))
        self._talk.must_have_customer(issue)
        if doubtful and self._talk.wrote(issue, key):
            return
        said = self._talk.comment(issue, text, key)
        if at(said, "jsdPublic") is False:
            raise Refused(say("Jira kept this reply from the customer; it is an internal comment now."))

    def mark(self, id: str, tag: str, *, on: bool) -> None:
        edit = {"update": {"labels": [{"add" if on else "remove": label(tag)}]}}
        self._desk.ask("PUT", f"/rest/api/3/issue/{self._key(id)}", ticket=True, json=edit)

    def ref_in(self, address: str) -> str:
        """Issues, boards and queues with an issue chosen, and requests in the customers' portal."""
        there = at_home(address, self._settings.base_url)
        if there is None:
            return ""
        chosen = parse_qs(there.query).get("selectedIssue", [])
        first, *rest = there.path.removeprefix("/").split("/")
        named = [*chosen, *reversed(rest)] if first in PLACES else []
        return next(filter(None, (jira_read.key(name, self._settings.projects) for name in named)), "")

    def hints(self, knock: Knock) -> Sequence[Hint]:
        must_be_signed(knock, self._settings.webhook_secret.get_secret_value(), "x-hub-signature")
        said = said_in(knock)
        id = jira_read.key(at(said, "issue.key"), self._settings.projects)
        if not id or not text(at(said, "webhookEvent")).startswith(EVENTS):
            return ()
        event = knock.headers.get("x-atlassian-webhook-identifier", "")
        return (Hint(event or fingerprint(knock), id),)

    def check(self) -> Iterator[Finding]:
        return jira_check.findings(self._desk, self._settings)

    def close(self) -> None:
        self._desk.close()

    # --- what is asked ---------------------------------------------------------------------

    def _key(self, id: str) -> str:
        if found := jira_read.key(id, self._settings.projects):
            return found
        raise TicketGone(say("Jira's issues are called like PAY-12, and are of a project in the settings."))

    def _fields(self) -> str:
        return ",".join(jira_read.fields(self._settings, self._organisation_field()))

    def _organisation_field(self) -> str:
        """Asked for once: its id differs from site to site."""
        if self._organisations is None:
            said = self._desk.ask("GET", "/rest/api/3/field") if self._settings.service_desk else ()
            ours = (field for field in rows(said) if text(at(field, "schema.custom")).endswith(ORGANISATIONS))
            self._organisations = next((text(at(field, "id")) for field in ours), "")
        return self._organisations

    def _whole(self, raw: Any, asked: str = "") -> Ticket:
        found = jira_read.ticket(raw, self._settings, self._organisation_field(), asked)
        kind = text(at(raw, "fields.project.projectTypeKey")) or jira_read.DESK
        key = jira_read.key(found.id, ())
        if not self._settings.service_desk or kind != jira_read.DESK or not key:
            return found
        newest = {"orderBy": "-created", "maxResults": COMMENTS}
        comments = self._if_let(f"/rest/api/3/issue/{key}/comment", newest)
        slas = self._if_let(f"/rest/servicedeskapi/request/{key}/sla", {})
        promised = tuple(jira_read.deadlines(slas, self._now()))
        return replace(found, customer_spoke_at=jira_read.spoke_at(comments, found), deadlines=promised)

    def _if_let(self, path: str, params: Mapping[str, Any]) -> Any:
        """Nothing, where the account is no agent there or the issue is no request: the rest still counts."""
        try:
            return self._desk.ask("GET", path, params=params)
        except Refused:
            return None

    def _found(self, narrowed: Sequence[str], limit: int) -> tuple[Ticket, ...]:
        jql = jira_query.jql(self._settings.projects, narrowed, "updated DESC")
        said = self._search(jql, {"maxResults": min(limit, PAGE)})
        organisations = self._organisation_field()
        return tuple(jira_read.ticket(raw, self._settings, organisations) for raw in rows(at(said, "issues")))

    def _swept(self, sweep: jira_changes.Sweep, limit: int) -> Any:
        jql = jira_query.jql(self._settings.projects, [f"updated >= -{sweep.minutes}m"], "updated ASC")
        most = min(limit, DESK_PAGE if self._settings.service_desk else PAGE)
        page = {"nextPageToken": sweep.token} if sweep.token else {}
        return self._search(jql, {"maxResults": most, **page})

    def _search(self, jql: str, how: Mapping[str, Any]) -> Any:
        asked = {"jql": jql, "fields": self._fields(), **how}
        return self._desk.ask("GET", "/rest/api/3/search/jql", params=asked)
