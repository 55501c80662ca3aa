"""What only shows when all settings are known: names that nobody has, or that two have."""

from collections.abc import Collection, Iterator, Mapping

from bot.domain.escalation import Kind
from bot.domain.role import CUSTOMER_LIAISON
from bot.settings_escalation import mistakes as escalation_mistakes
from bot.settings_escalation import not_known
from bot.settings_permissions import DEFAULT_PERMISSIONS, GROUPS
from bot.settings_rota import mistakes as rota_mistakes
from bot.settings_sla import unknown
from bot.settings_written import Written


def mistakes(written: Written) -> Iterator[str]:
    """One line each, with the place of the setting in front."""
    yield from _unknown_people(written)
    yield from _doubled(written)
    yield from _shared(written)
    yield from _unknown_words(written)
    yield from _unknown_customers(written)
    yield from _unknown_promises(written)
    yield from _unknown_on_call(written)
    yield from _unknown_bridges(written)
    yield from written.status_updates.mistakes(written.phases)
    yield from written.stakeholders.mistakes(
        written.people, written.severities, written.customers.ranked(), written.announce
    )
    yield from _unready_letters(written)


def _unready_letters(written: Written) -> Iterator[str]:
    if written.status_page is None or not written.status_page.subscribe:
        return
    if written.publishing.smtp is None:
        yield "status_page.subscribe: needs publishing.smtp, by which letters leave"
    if not written.public_url:
        yield "status_page.subscribe: needs public_url, with which the links in letters begin"


def _unknown_people(written: Written) -> Iterator[str]:
    named = [("rooms.invite", person) for person in written.rooms.invite]
    named += [("duty_manager", written.duty_manager)] if written.duty_manager else []
    for name, team in written.teams.items():
        named += [(f"teams.{name}.{setting}", person) for setting, person in team.people()]
    for where, person in named:
        if person not in written.people:
            yield f"{where}: {person} is not among people"


def _doubled(written: Written) -> Iterator[str]:
    """Names that must be one of a kind, and the one role that Caseline is about."""
    for where, names in (("roles", written.roles), ("phases", written.phases)):
        yield from (f"{where}: {name} is named twice" for name in {n for n in names if names.count(n) > 1})
    if CUSTOMER_LIAISON not in written.roles:
        yield f"roles: must contain {CUSTOMER_LIAISON}, which Caseline is about"


def _shared(written: Written) -> Iterator[str]:
    """What only one person may be called, and only one team may have."""
    owner: dict[tuple[str, str], str] = {}
    for name, person in written.people.items():
        for where, known_as in (*person.identities(), *person.desks(), *person.pagers()):
            if (other := owner.setdefault((where, known_as.casefold()), name)) != name:
                yield f"people.{name}.{where}: {other} has the same one"
    for name, team in written.teams.items():
        for group in team.groups:
            if (other := owner.setdefault(("groups", group.casefold()), name)) != name:
                yield f"teams.{name}.groups: {group} is {other}'s already"


def _unknown_customers(written: Written) -> Iterator[str]:
    system = written.customers.tier_from.partition(".")[0]
    if system and system not in written.tickets.connected():
        yield f"customers.tier_from: {system} is not among tickets"
    for name, tier in written.customers.tiers.items():
        if tier.severity and tier.severity not in written.severities:
            yield f"customers.tiers.{name}.severity: there is no severity {tier.severity}"


def _unknown_promises(written: Written) -> Iterator[str]:
    return unknown(
        written.sla,
        tiers=written.customers.tiers,
        calendars=written.calendars,
        severities=written.severities,
        phases=written.phases,
        systems=(*type(written.tickets).model_fields, "sandbox"),
        teams=written.teams,
    )


def _unknown_on_call(written: Written) -> Iterator[str]:
    yield from _unknown_role_pages(written)
    for name, team in written.teams.items():
        if team.oncall and team.oncall not in written.rotas:
            yield f"teams.{name}.oncall: {team.oncall} is not among rotas"
        if team.escalation and team.escalation not in written.escalation:
            yield f"teams.{name}.escalation: {team.escalation} is not among escalation"
    yield from rota_mistakes(written.rotas, written.people)
    yield from written.paging.mistakes(
        written.severities, has_room=bool(written.announce or written.operators)
    )
    if written.paging.last_resort and written.paging.last_resort not in written.people:
        yield f"paging.last_resort: {written.paging.last_resort} is not among people"
    yield from escalation_mistakes(written.escalation, _can_be_paged(written))


def _can_be_paged(written: Written) -> Mapping[Kind, Collection[str]]:
    """Which names page somebody, of every kind."""
    return {
        Kind.PERSON: written.people,
        Kind.ONCALL: {*written.rotas, *(name for name, team in written.teams.items() if team.oncall)},
        Kind.LEAD: {name for name, team in written.teams.items() if team.lead},
        Kind.TEAM: {name for name, team in written.teams.items() if team.lead or team.members},
        Kind.SERVICE: written.paging.services(),
        Kind.POLICY: written.escalation,
    }


def _unknown_role_pages(written: Written) -> Iterator[str]:
    named = [("role_pages", written.role_pages)]
    named += [
        (f"severities.{name}.role_pages", one.role_pages)
        for name, one in written.severities.items()
        if one.role_pages
    ]
    known = _can_be_paged(written)
    for where, pages in named:
        for role, who in pages.items():
            if role not in written.roles:
                yield f"{where}.{role}: there is no such role"
            yield from (f"{where}.{role}: {why}" for why in not_known(who, known))
    for place, policy in enumerate(written.sla):
        if policy.page:
            yield from (f"sla[{place}].page: {why}" for why in not_known(policy.page, known))
    checked = written.checklists if "checklists" in written.model_fields_set else ()
    yield from (f"checklists.{role}: there is no such role" for role in checked if role not in written.roles)


def _unknown_bridges(written: Written) -> Iterator[str]:
    yield from written.bridge.mistakes()
    for name, severity in written.severities.items():
        if severity.bridge and not written.bridge.provider:
            yield f"severities.{name}.bridge: asks for one, but bridge.provider names nobody who opens it"


def _unknown_words(written: Written) -> Iterator[str]:
    for word, allowed in written.permissions.items():
        if word not in DEFAULT_PERMISSIONS:
            yield f"permissions.{word}: there is no such word"
        if not allowed:
            yield f"permissions.{word}: name at least one who may, such as everyone"
        yield from (
            f"permissions.{word}: nobody is called {who}" for who in allowed if not _is_somebody(written, who)
        )


def _is_somebody(written: Written, who: str) -> bool:
    kind, colon, name = who.partition(":")
    if colon:
        return name in (written.teams if kind == "team" else written.people if kind == "person" else ())
    return who in GROUPS or who in written.roles
