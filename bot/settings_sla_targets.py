"""Settings of targets: how long each metric may take, for which priority, severity and phase."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from bot.domain.sla_metric import Metric
from bot.settings_kinds import Duration, Section

ANY = "any"
"""In place of a priority, a severity or a phase: every one that is not named."""


def _for_any(value: object) -> object:
    """A duration alone is for every one."""
    return {ANY: value} if isinstance(value, str | timedelta | int) else value


_SPAN = {"type": "string", "pattern": r"^(\s*\d+\s*[smhd])+\s*$"}
_BY_PHASE = {"anyOf": [_SPAN, {"type": "object", "additionalProperties": _SPAN}]}

ByPriority = Annotated[
    dict[Literal["urgent", "high", "normal", "low", "any"], Duration],
    BeforeValidator(_for_any),
    WithJsonSchema(
        {
            "anyOf": [
                _SPAN,
                {
                    "type": "object",
                    "properties": dict.fromkeys(("urgent", "high", "normal", "low", "any"), _SPAN),
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
ByPhase = Annotated[dict[str, Duration], BeforeValidator(_for_any), WithJsonSchema(_BY_PHASE)]
BySeverity = Annotated[
    dict[str, ByPhase],
    BeforeValidator(_for_any),
    WithJsonSchema({"anyOf": [_SPAN, {"type": "object", "additionalProperties": _BY_PHASE}]}),
]


class Targets(Section):
    """How long each may take: one duration, or one for each priority (of incidents: severity, then phase)."""

    first_reply: ByPriority | None = Field(None, description="Until the first public reply.")
    next_reply: ByPriority | None = Field(None, description="Until a later question is answered.")
    periodic_update: ByPriority | None = Field(None, description="From one public reply to the next.")
    pausable_update: ByPriority | None = Field(
        None, description="The same, not counted while we wait for the customer."
    )
    requester_wait: ByPriority | None = Field(
        None, description="Until solved, not counted while we wait for the customer."
    )
    agent_work: ByPriority | None = Field(
        None, description="Until solved, not counted while we wait for anybody."
    )
    resolution: ByPriority | None = Field(None, description="Until solved, whatever happens.")
    escalation_ack: ByPriority | None = Field(None, description="Until an escalation is accepted.")
    incident_ack: BySeverity | None = Field(None, description="Until somebody has an incident, or a page.")
    incident_liaison: BySeverity | None = Field(
        None, description="Until somebody speaks for the customers of an incident."
    )
    incident_first_update: BySeverity | None = Field(
        None, description="Until customers hear of an incident for the first time."
    )
    incident_update: BySeverity | None = Field(
        None, description="Until customers hear of it again: `{SEV1: {investigating: 10m, any: 30m}}`."
    )

    def named(self) -> Iterator[tuple[Metric, str, str, timedelta]]:
        """(metric, priority or severity, phase, how long) of every one that is set."""
        for name, spans in self:
            for first, inner in (spans or {}).items():
                by_phase = inner if isinstance(inner, dict) else {ANY: inner}
                for phase, span in by_phase.items():
                    yield Metric(name), first, phase, span
