"""Who hears of a promise: from the one who works on a ticket to the manager."""

from collections.abc import Container, Iterable, Iterator, Mapping

from bot.actions import identity
from bot.domain.calendar import Calendar
from bot.domain.incident import Incident
from bot.domain.role import CUSTOMER_LIAISON, INCIDENT_COMMANDER
from bot.domain.room import RoomState
from bot.domain.sla_ladder import Audience
from bot.domain.ticket import SANDBOX, Ticket
from bot.policies import team_for
from bot.ports import Work
from bot.settings_people import Team
from bot.world import World

People = Mapping[Audience, tuple[str, ...]]


NOBODY: frozenset[str] = frozenset()


def of_ticket(
    world: World, work: Work, ticket: Ticket, policy: str, *, without: Container[str] = NOBODY
) -> People:
    """Where nobody stands behind somebody, the operators' channel: a promise that nobody hears of is none.

    `without` are those who cannot be reached: as if they were not there.
    """

    def there(*found: str) -> tuple[str, ...]:
        return _reachable(found, without)

    team = _team(world, ticket, policy)
    lead, channel = there(identity.reached_as(world, work, team.lead)), there(_room(world, team.channel))
    operators = there(_room(world, world.settings.operators))
    found = {
        Audience.ASSIGNEE: there(assignee_of(world, work, ticket)),
        Audience.QUEUE_OWNER: there(identity.reached_as(world, work, team.owner))
        or lead
        or channel
        or operators,
        Audience.CHANNEL: channel,
        Audience.LEAD: lead,
        Audience.MANAGER: there(identity.reached_as(world, work, team.manager))
        or lead
        or channel
        or operators,
    }
    if not (lead or channel or found[Audience.ASSIGNEE]):
        found[Audience.CHANNEL] = operators
    return found


def of_incident(world: World, work: Work, incident: Incident, *, without: Container[str] = NOBODY) -> People:
    """Where no duty manager is set, the war room hears of it; in a drill always, in place of managers.

    Of a private incident nobody hears because of the team they lead. `without` is as for tickets.
    """

    def there(*found: str) -> tuple[str, ...]:
        return _reachable(found, without)

    holders = {one.role: one.person for one in work.roles.of(incident.key)}
    liaison = holders.get(CUSTOMER_LIAISON, "")
    lead = "" if incident.drill or incident.private else _lead_of(world, liaison)
    duty = "" if incident.drill else world.settings.duty_manager
    return {
        Audience.LIAISON: there(liaison),
        Audience.COMMANDER: there(holders.get(INCIDENT_COMMANDER, "")),
        Audience.LIAISON_LEAD: there(identity.reached_as(world, work, lead)),
        Audience.DUTY_MANAGER: there(identity.reached_as(world, work, duty))
        or there(*_war_rooms(work, incident)),
    }


def wearing_hats(people: People) -> frozenset[str]:
    """Those who are at work on an incident now, whatever hours they keep otherwise."""
    return frozenset((*people.get(Audience.LIAISON, ()), *people.get(Audience.COMMANDER, ())))


def assignee_of(world: World, work: Work, ticket: Ticket) -> str:
    """The person in a chat who works on it, or an empty string."""
    key = world.settings.person_at_desk(ticket.system, ticket.assignee_id, ticket.assignee_email)
    if key and (known := identity.reached_as(world, work, key)):
        return known
    if ticket.system == SANDBOX and ticket.assignee_id:
        return f"playground:{ticket.assignee_id}"
    return identity.in_directory(world, work, ticket.assignee_email) if ticket.assignee_email else ""


def addresses(world: World, tickets: Iterable[Ticket]) -> Iterator[str]:
    """By which `assignee_of` asks for people whom the settings do not know."""
    for one in tickets:
        if not world.settings.person_at_desk(one.system, one.assignee_id, one.assignee_email):
            yield one.assignee_email


def is_found_by_address(world: World, ticket: Ticket, policy: str) -> bool:
    """Whether somebody is known to the settings by an address alone, of which a chat may tell at any time."""
    people, team = world.settings.people, _team(world, ticket, policy)
    assignee = world.settings.person_at_desk(ticket.system, ticket.assignee_id, ticket.assignee_email)
    named = (people[key] for key in (assignee, team.lead, team.owner, team.manager) if key)
    return any(one.email and not any(id.partition(":")[0] in world.voices for id in one.ids) for one in named)


def open_hours(world: World, work: Work, recipient: str) -> Calendar | None:
    """When this person wants to be disturbed; None for always, and for rooms."""
    for id in identity.identities(world, work, recipient):
        person = world.settings.people.get(world.settings.known_as(id))
        if person:
            return person.open_hours()
    return None


def _team(world: World, ticket: Ticket, policy: str) -> Team:
    """That of the ticket's group, else that of who works on it, else the policy's."""
    teams = world.settings.teams
    key = world.settings.person_at_desk(ticket.system, ticket.assignee_id, ticket.assignee_email)
    own = next((name for name, team in teams.items() if key and key in team.members), "")
    name = world.settings.team_of(ticket.group) or own or team_for(world.settings, ticket.group, policy)
    return teams.get(name, Team())


def _lead_of(world: World, person: str) -> str:
    """The key of whoever leads this person's team, or an empty string; nobody is their own lead."""
    key = world.settings.known_as(person) if person else ""
    leads = (one.lead for one in world.settings.teams.values() if key and key in one.members)
    return next((lead for lead in leads if lead and lead != key), "")


def _reachable(found: Iterable[str], without: Container[str]) -> tuple[str, ...]:
    return tuple(one for one in found if one and one not in without)


def _room(world: World, room: str) -> str:
    """An empty string in a chat that is not connected."""
    return room if room.partition(":")[0] in world.voices else ""


def _war_rooms(work: Work, incident: Incident) -> Iterator[str]:
    return (one.room for one in work.rooms.of(incident.key) if one.state is RoomState.OPEN)
