"""Whose promises are meant: mine, or those of my teams, by the desks' ids, addresses and queues."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.actions import identity
from bot.domain.sla_promised import Whose
from bot.domain.ticket import SANDBOX, Ticket
from bot.ports import Work
from bot.settings_people import Identity
from bot.world import World


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose promises are meant: who works on tickets, by ids and addresses, queues, and people in chats."""

    ids: frozenset[tuple[str, str]] = frozenset()
    emails: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    def __or__(self, other: "Reach") -> "Reach":
        return Reach(
            self.ids | other.ids,
            self.emails | other.emails,
            self.groups | other.groups,
            self.people | other.people,
        )

    def has(self, ticket: Ticket) -> bool:
        """Whether one of them works on it."""
        at_desk = bool(ticket.assignee_id) and (ticket.system, ticket.assignee_id) in self.ids
        return at_desk or ticket.assignee_email.casefold() in self.emails


def teams_of(world: World, work: Work, person: str) -> tuple[str, ...]:
    """Keys of the teams to which this person belongs, whatever they are in them."""
    key = identity.known_as(world, work, person)
    teams = world.settings.teams.items()
    return tuple(name for name, team in teams if key and key in {who for _, who in team.people()})


def reach(world: World, work: Work, person: str, whose: Whose, teams: Iterable[str]) -> Reach:
    if whose is Whose.ALL:
        return Reach()
    me = _mine(world, work, person)
    if whose is Whose.ME:
        return me
    written = (group for name in teams for group in world.settings.teams[name].groups)
    groups = frozenset(spelt for group in written for spelt in _spelt(group))
    if whose is Whose.SHIFT:
        return me | Reach(groups=groups)
    found = Reach(groups=groups)
    for name in teams:
        team = world.settings.teams[name]
        for key in filter(None, (team.lead, *team.members)):
            found |= _set(world.settings.people[key])
    return found


def _mine(world: World, work: Work, person: str) -> Reach:
    """By the settings, and by an address that a chat vouches for, as reminders find people."""
    people = identity.identities(world, work, person)
    known = work.people.several(people).values()
    vouched = {one.email for one in known if one.email and one.checked_at and not one.guest}
    sandbox = {(SANDBOX, one.partition(":")[2]) for one in people if one.startswith("playground:")}
    key = identity.known_as(world, work, person)
    configured = _set(world.settings.people[key]) if key else Reach()
    return configured | Reach(frozenset(sandbox), _addresses(vouched), people=frozenset(people))


def _set(person: Identity) -> Reach:
    ids = {*person.desks(), *([(SANDBOX, person.playground)] if person.playground else [])}
    emails = {person.email} if person.email else set()
    return Reach(frozenset(ids), _addresses(emails), people=frozenset(person.ids))


def _addresses(emails: set[str]) -> frozenset[str]:
    """As they are written, and in small letters, as desks write them."""
    return frozenset(emails | {one.casefold() for one in emails})


def _spelt(group: str) -> tuple[str, ...]:
    """Capitals make no difference; the index of groups knows whole words only."""
    return tuple(dict.fromkeys((group, group.casefold(), group.upper(), group.capitalize(), group.title())))
