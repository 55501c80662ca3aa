"""Issues on GitHub: the engineers' side of an incident.

https://docs.github.com/en/rest/issues

Reads issues of the configured repositories; looks for them; writes comments, labels and new issues.
It closes no issue, reads no pull requests, and knows no customers or deadlines.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import httpx

from adapters.doors.knock import fingerprint, must_be_signed, said_in
from adapters.http import Declined
from adapters.tickets import github_changes, github_check, github_history, github_read, github_write
from adapters.tickets.github_read import is_issue
from adapters.tickets.github_session import Session
from adapters.tickets.github_text import NOTE, exactly, keyed, quiet, words
from adapters.tickets.github_write import drafted, label
from adapters.tickets.values import at, instant, rows, status, text
from bot.domain.finding import Finding
from bot.domain.sla_update import History
from bot.domain.ticket import Changes, Draft, Hint, Knock, Query, Ticket, TicketStatus
from bot.domain.ticket_ability import Ability
from bot.domain.wording import say
from bot.errors import NotLetIn, Refused, TicketGone, TryLater
from bot.ports import TicketSystem
from bot.settings_tickets import GitHub

log = logging.getLogger(__name__)

T = TypeVar("T")
PAGE = 100

KNOWN_FOR = timedelta(hours=1)
"""After that a repository is asked again whether it is private: it may have been published."""

ABILITIES: Mapping[Ability, str] = {
    Ability.FETCH: "",
    Ability.SEARCH: "",
    Ability.CHANGES: "",
    Ability.CREATE: "",
    Ability.NOTE: "Only in private repositories: GitHub has no notes that only we read.",
    Ability.REPLY: "",
    Ability.TAG: "",
    Ability.REQUESTER: "Only a user name; GitHub tells no address.",
    Ability.ORGANISATION: "GitHub does not know customers' companies.",
    Ability.ASSIGNEE: "",
    Ability.DEADLINES: "GitHub has no SLAs; Caseline computes its own.",
    Ability.HISTORY: "",
    Ability.STATUSES: "",
    Ability.WEBHOOK_SIGNED: "",
}


def connect(
    settings: GitHub, *, now: Callable[[], datetime], transport: httpx.BaseTransport | None = None
) -> TicketSystem:
    return GitHubTickets(settings, now, transport)


class GitHubTickets:
    """Ids are `owner/name#12`. Paths of `settings.fields` start from an issue: `milestone.title`."""

    name = "github"

    def __init__(
        self, settings: GitHub, now: Callable[[], datetime], transport: httpx.BaseTransport | None
    ) -> None:
        self._settings = settings
        self._now = now
        self._desk = Session(settings, transport)
        self._finder = Session(settings, transport)
        self._web_host = urlsplit(settings.web_url).netloc
        self._private: dict[str, tuple[bool, datetime]] = {}

    def fetch(self, id: str) -> Ticket:
        repository, number = self._parts(id)
        return github_read.ticket(self._issue(id), repository, self._settings, number)

    def history(self, id: str) -> History:
        """Of an issue to which more than 500 things happened, the oldest ones and the last two pages."""
        issue = self._issue(id)
        events, whole = github_history.timeline(self._desk.answer, _path(*self._parts(id)))
        return github_history.history(issue, id, events, self._status, whole=whole)

    def search(self, query: Query, *, limit: int) -> Sequence[Ticket]:
        """One question for each repository, since GitHub disagrees with itself about several in one."""
        if query.requester_email:
            return ()  # GitHub tells nobody's address.
        told = self._of_each(lambda name: self._found(name, query, limit))
        found = sorted(chain.from_iterable(told.values()), key=lambda pair: -pair[0])
        return [ticket for _, ticket in found][:limit]

    def changed(self, cursor: str, *, limit: int) -> Changes:
        """One page of each repository, of a fair share of `limit`; GitHub gives no more than 100."""
        places = github_changes.read(cursor, self._settings.repositories, self._now())
        if not cursor:
            return Changes((), github_changes.written(places))
        size = max(1, min(PAGE, limit // len(places)))
        told = self._of_each(lambda name: self._updated(name, places[name], size))
        for name, issues in told.items():
            updated = filter(None, (instant(at(raw, "updated_at")) for raw in issues))
            places[name] = places[name].after(list(updated), size, len(issues))
        read = [
            github_read.ticket(raw, name, self._settings)
            for name, issues in told.items()
            for raw in filter(is_issue, issues)
        ]
        read.sort(key=lambda ticket: ticket.updated_at or self._now())
        more = any(len(issues) == size for issues in told.values())
        return Changes(tuple(read), github_changes.written(places), more=more)

    def create(self, draft: Draft, *, key: str, doubtful: bool = False) -> Ticket:
        """In the first repository where the draft names none. What the key made is among the newest."""
        wanted = draft.target or self._settings.repositories[0]
        if not (name := github_read.repository(wanted, self._settings)):
            raise Refused(say("Say in which of the configured repositories the new issue belongs."))
        if doubtful and (made := github_write.made(self._desk.ask, name, key)):
            return github_read.ticket(made, name, self._settings)
        made = self._desk.ask("POST", f"/repos/{name}/issues", json=drafted(draft, key, self._web_host))
        if not text(at(made, "number")):
            raise TryLater(say("{system} did not say what it made.", system="GitHub"), unsure=True)
        return github_read.ticket(made, name, self._settings)

    def note(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        repository, _ = self._parts(id)
        if not self._is_private(repository):
            public = "{repository} is public, so a note would be read by everybody; nothing was written."
            raise Refused(say(public, repository=repository))
        self.reply(id, text, key=f"{NOTE}{key}", doubtful=doubtful)

    def reply(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        """A comment, for everybody who may read the repository."""
        path = _path(*self._parts(id))
        if doubtful and github_write.has_comment(self._desk.ask, path, key):
            return
        said = {"body": keyed(quiet(text, self._web_host), key)}
        self._desk.ask("POST", f"{path}/comments", ticket=True, json=said)

    def mark(self, id: str, tag: str, *, on: bool) -> None:
        """A label that the repository does not have yet is made by GitHub."""
        path = f"{_path(*self._parts(id))}/labels"
        if on:
            self._desk.ask("POST", path, ticket=True, json={"labels": [label(tag)]})
            return
        try:
            self._desk.ask("DELETE", f"{path}/{quote(label(tag), safe='')}")
        except Declined as no:
            if no.status != 404:
                raise

    def ref_in(self, address: str) -> str:
        return github_read.ref_in(address, self._settings)

    def hints(self, knock: Knock) -> Sequence[Hint]:
        must_be_signed(knock, self._settings.webhook_secret.get_secret_value(), "x-hub-signature-256")
        if knock.headers.get("x-github-event", "") not in ("issues", "issue_comment"):
            return ()
        said = said_in(knock)
        issue = at(said, "issue")
        name = github_read.repository(at(said, "repository.full_name"), self._settings)
        id = f"{name}#{text(at(issue, 'number'))}"
        if not is_issue(issue) or not github_read.parts(id, self._settings):
            return ()
        delivery = knock.headers.get("x-github-delivery", "")
        return (Hint(delivery or fingerprint(knock), id),)

    def check(self) -> Iterator[Finding]:
        return github_check.findings(self._desk.ask, self._settings)

    def close(self) -> None:
        self._desk.close()
        self._finder.close()

    # --- what is asked ---------------------------------------------------------------------

    def _parts(self, id: str) -> tuple[str, str]:
        if found := github_read.parts(id, self._settings):
            return found
        raise TicketGone(
            say("GitHub's issues are called like owner/name#12, of a repository in the settings.")
        )

    def _issue(self, id: str) -> Any:
        said = self._desk.ask("GET", _path(*self._parts(id)), ticket=True)
        if at(said, "pull_request"):
            raise TicketGone(say("{id} is a pull request, not an issue.", id=id))
        return said

    def _status(self, word: str) -> TicketStatus:
        return status(word, self._settings.statuses, github_read.STATUSES)

    def _of_each(self, ask: Callable[[str], Sequence[T]]) -> dict[str, Sequence[T]]:
        """By repository. One that may not be read, perhaps after a new name, does not silence the others."""
        told: dict[str, Sequence[T]] = {}
        refused: list[Refused] = []
        for name in self._settings.repositories:
            try:
                told[name] = ask(name)
            except NotLetIn:
                raise
            except Refused as no:
                log.warning("A repository cannot be read. system=github repository=%s", name)
                refused.append(no)
        if refused and not told:
            raise refused[0]
        return told

    def _found(self, name: str, query: Query, limit: int) -> list[tuple[float, Ticket]]:
        asked = [words(query.text), f"repo:{name}", "is:issue"]
        asked += [f"label:{exactly(label(query.tag))}"] if query.tag else []
        asked += ["is:open"] if query.open_only else []
        params = {"q": " ".join(filter(None, asked)), "per_page": min(limit, PAGE)}
        said = self._finder.ask("GET", "/search/issues", params=params)
        issues = filter(is_issue, rows(at(said, "items")))
        return [(_score(raw), github_read.ticket(raw, name, self._settings)) for raw in issues]

    def _updated(self, name: str, place: github_changes.Place, size: int) -> Sequence[Any]:
        since = (place.since - github_changes.OVERLAP).strftime("%Y-%m-%dT%H:%M:%SZ")
        asked = {"state": "all", "sort": "updated", "direction": "asc", "since": since}
        said = self._desk.ask(
            "GET", f"/repos/{name}/issues", params={**asked, "per_page": size, "page": place.page(size)}
        )
        return rows(said)

    def _is_private(self, repository: str) -> bool:
        known, asked_at = self._private.get(repository, (False, None))
        if asked_at is None or self._now() - asked_at > KNOWN_FOR:
            known = at(self._desk.ask("GET", f"/repos/{repository}"), "private") is True
            self._private[repository] = (known, self._now())
        return known


def _path(repository: str, number: str) -> str:
    return f"/repos/{repository}/issues/{number}"


def _score(raw: Any) -> float:
    score = at(raw, "score")
    return float(score) if isinstance(score, int | float) else 0.0
