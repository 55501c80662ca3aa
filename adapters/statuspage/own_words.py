"""What the page itself says, in the languages that it speaks; texts of people are not its business."""

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.statuspage.own_text import undirected
from bot.domain.status_page import Condition, Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Whole sentences with named fields. `code` is what `lang` says, `name` what the language calls itself.

    `only_in` says by language code that a text is in that one alone, `only_in_other` of all other codes.
    """

    code: str
    name: str
    conditions: Mapping[Condition, str]
    headlines: Mapping[Condition, str]
    effects: Mapping[Effect, str]
    phases: Mapping[str, str]
    only_in: Mapping[str, str]
    only_in_other: str
    skip: str
    languages: str
    components: str
    current: str
    updates: str
    history: str
    history_of: str
    no_incidents: str
    days_hurt: str
    back: str
    older: str
    newer: str
    effect: str
    affected: str
    since: str
    lasted: str
    next_by: str
    late: str
    corrected: str
    retracted: str
    changed: str
    times: str
    as_of: str
    subscribe: str
    homepage: str
    missing: str
    silent: str
    silent_advice: str
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    month: str
    day: str
    instant: str
    units: tuple[str, str, str]
    """Days, hours, minutes."""

    def phase(self, phase: str) -> str:
        """A phase of the settings that no translation is known of reads as it is called there."""
        return self.phases.get(phase) or undirected(phase.replace("_", " ").capitalize())

    def only(self, code: str) -> str:
        return self.only_in.get(code) or self.only_in_other.format(language=undirected(code))
