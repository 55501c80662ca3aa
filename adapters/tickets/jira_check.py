"""Whether Jira is ready for us: for `caseline check`."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from adapters.doors.questions import Question, answers, webhook
from adapters.tickets.desk import Desk
from adapters.tickets.jira_read import DESK
from adapters.tickets.values import at, text
from bot.domain.finding import Finding
from bot.settings_tickets import Jira

NEEDED = {
    "BROWSE_PROJECTS": "reads issues",
    "CREATE_ISSUES": "makes issues",
    "EDIT_ISSUES": "puts labels on issues",
    "ADD_COMMENTS": "writes notes",
}
LETTER = "set tickets.jira.email and api_token; tokens are made at id.atlassian.com, under Security"
ROLE = "give the account a role with this permission in the project's permission scheme"
PROJECT = "correct tickets.jira.projects, or let the account browse this project"
SIGNED = (
    "make a webhook in Jira's system settings, and put its secret into tickets.jira.webhook_secret; "
    "until then changes are only asked for now and then"
)
LATER = "look at the network and at tickets.jira.base_url, or check again later"


def findings(desk: Desk, settings: Jira) -> Iterator[Finding]:
    """Asks Jira itself, and changes nothing there."""
    projects = (
        Question(f"Jira project {project}", partial(_project, desk, settings, project), PROJECT)
        for project in settings.projects
    )
    account = Question("Jira", partial(_account, desk, settings), LETTER)
    yield from answers([account, *projects], letter=LETTER, way=LATER)
    yield webhook("Jira", settings.webhook_secret, signed=True, todo=SIGNED)


def _account(desk: Desk, settings: Jira) -> Iterator[Finding]:
    who = desk.ask("GET", "/rest/api/3/myself")
    yield Finding("Jira", f"{settings.base_url} as {text(at(who, 'displayName')) or settings.email}")
    if not settings.projects:
        yield from _permissions(desk, {})


def _project(desk: Desk, settings: Jira, key: str) -> Iterator[Finding]:
    said = desk.ask("GET", f"/rest/api/3/project/{key.upper()}")
    service = at(said, "projectTypeKey") == DESK
    if service and not settings.service_desk:
        todo = "set tickets.jira.service_desk: true, so that replies and SLAs work"
        yield Finding(f"Jira project {key}", "is a service desk, which the settings do not say", todo)
    else:
        yield Finding(f"Jira project {key}", "a service desk" if service else "issues without customers")
    yield from _permissions(desk, {"projectKey": key.upper()})


def _permissions(desk: Desk, where: Mapping[str, Any]) -> Iterator[Finding]:
    asked = {"permissions": ",".join(NEEDED), **where}
    said = desk.ask("GET", "/rest/api/3/mypermissions", params=asked)
    missing = [name for name in NEEDED if at(said, f"permissions.{name}.havePermission") is not True]
    name = f"Jira permissions in {where['projectKey']}" if where else "Jira permissions"
    for permission in missing:
        yield Finding(name, f"{permission} is missing: Caseline {NEEDED[permission]}", ROLE)
    if not missing:
        yield Finding(name, f"all {len(NEEDED)} are granted")
