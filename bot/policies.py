"""Policies as the settings name them, with how often customers hear of an incident."""

from collections.abc import Iterator
from dataclasses import replace
from math import inf

from bot.config import Settings
from bot.domain.sla_ladder import DEFAULT, INCIDENTS, Ladder
from bot.domain.sla_metric import Metric
from bot.domain.sla_policy import Policy, Subject, Target
from bot.settings_sla import as_written

CADENCE = "update cadence"
"""Name of the policy that nobody wrote; no written one can be called so."""


def policies(settings: Settings) -> tuple[Policy, ...]:
    """Those of `sla`, then the cadence of `severities`.

    The first policy that fits an incident counts, so a written one that promises something to
    incidents takes from `severities` what it does not say of `incident_update`.
    """
    written = tuple(_with_cadence(one, settings) for one in as_written(settings.sla))
    last = cadence(settings)
    return (*written, last) if last else written


def cadence(settings: Settings) -> Policy | None:
    """Says of every severity how often customers hear of it; None where none has `update_every`."""
    targets = tuple(_target(severity, seconds, "") for severity, seconds in _seconds(settings).items())
    if not targets:
        return None
    usual = Policy(name=CADENCE, position=len(settings.sla) + 1, targets=targets)
    return _with_slower(usual, settings)


def ladder_of(settings: Settings, policy: str, *, incidents: bool = False) -> Ladder:
    """The ladder of this policy's tickets or incidents; the usual one where no policy has this name."""
    written = next((one for one in settings.sla if one.name == policy), None)
    if written:
        return written.rungs(incidents=incidents)
    return INCIDENTS if incidents else DEFAULT


def team_for(settings: Settings, group: str, policy: str) -> str:
    """The key of `teams` whose ticket this is: by the desk's group, else by its policy; or empty."""
    named = (one.team for one in settings.sla if one.name == policy)
    return settings.team_of(group) or next(named, "")


def _with_cadence(policy: Policy, settings: Settings) -> Policy:
    """`version` changes with what it says, so a changed `update_every` is another edition."""
    if not any(one.metric.is_incidents for one in policy.targets):
        return policy
    missing = tuple(_missing(policy, settings))
    whole = replace(policy, targets=(*policy.targets, *missing), version="") if missing else policy
    return _with_slower(whole, settings)


def _with_slower(policy: Policy, settings: Settings) -> Policy:
    """How long the same promise may take at the slower pace, for severities in which it is slower at all."""
    slower = tuple(
        Target(metric=Metric.INCIDENT_UPDATE, seconds=seconds, severity=severity, slow=True)
        for severity, seconds in _slow_seconds(settings).items()
        if any(_usual(policy, severity, phase) < seconds for phase in settings.phases)
    )
    return replace(policy, targets=(*policy.targets, *slower), version="") if slower else policy


def _usual(policy: Policy, severity: str, phase: str) -> float:
    if policy.conditions.severity and severity not in policy.conditions.severity:
        return inf
    found = policy.target(Metric.INCIDENT_UPDATE, Subject(severity=severity, phase=phase))
    return found.seconds if found else inf


def _missing(policy: Policy, settings: Settings) -> Iterator[Target]:
    """One target for a severity of which it says nothing, else one for each phase that it leaves out."""
    for severity, seconds in _seconds(settings).items():
        if policy.conditions.severity and severity not in policy.conditions.severity:
            continue
        left_out = [phase for phase in settings.phases if not _promises(policy, severity, phase)]
        if len(left_out) == len(settings.phases):
            yield _target(severity, seconds, "")
        else:
            yield from (_target(severity, seconds, phase) for phase in left_out)


def _promises(policy: Policy, severity: str, phase: str) -> bool:
    return policy.target(Metric.INCIDENT_UPDATE, Subject(severity=severity, phase=phase)) is not None


def _seconds(settings: Settings) -> dict[str, int]:
    spans = {name: one.update_every for name, one in settings.severities.items()}
    return {name: int(span.total_seconds()) for name, span in spans.items() if span}


def _slow_seconds(settings: Settings) -> dict[str, int]:
    spans = {name: one.long_update_every for name, one in settings.severities.items()}
    return {name: int(span.total_seconds()) for name, span in spans.items() if span}


def _target(severity: str, seconds: int, phase: str) -> Target:
    return Target(metric=Metric.INCIDENT_UPDATE, seconds=seconds, severity=severity, phase=phase)
