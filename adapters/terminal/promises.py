"""Lines of `caseline check` about promises: whether somebody hears of each of them."""

from collections.abc import Iterator

from bot.config import Settings
from bot.domain.finding import Finding
from bot.settings_people import Team
from bot.settings_sla import SlaPolicy

NAME_A_TEAM = (
    "name a `team` in the policy, or `groups` of the desk in `teams`, with `channel`, `lead` or `owner`"
)


def findings(settings: Settings) -> Iterator[Finding]:
    """One for every policy; who is told follows docs/sla.md."""
    for policy in settings.sla:
        if any(not metric.is_incidents for metric, *_ in policy.targets.named()):
            yield _of_tickets(settings, policy)
        if any(metric.is_incidents for metric, *_ in policy.targets.named()):
            yield _of_incidents(settings, policy)


def _of_tickets(settings: Settings, policy: SlaPolicy) -> Finding:
    what = f"sla.{policy.name}"
    own = settings.teams.get(policy.team)
    by_group = [team for team in settings.teams.values() if team.groups]
    if own and _hears(own):
        return Finding(what, f"reminds the team {policy.team}")
    if by_group and all(map(_hears, by_group)):
        return Finding(what, "reminds the team of the ticket's group")
    if settings.operators:
        return Finding(what, f"reminds {settings.operators} of tickets that nobody works on", NAME_A_TEAM)
    return Finding(what, "nobody hears of tickets that nobody works on", NAME_A_TEAM)


def _of_incidents(settings: Settings, policy: SlaPolicy) -> Finding:
    last = settings.duty_manager or "its war room"
    return Finding(f"sla.{policy.name}", f"reminds the roles of an incident, then {last}")


def _hears(team: Team) -> bool:
    return bool(team.channel or team.lead or team.owner)
