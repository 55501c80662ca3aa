"""All that the card of a summary shows beside it, read together."""

from dataclasses import dataclass

from bot.domain.summary import Listeners, Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryBrief:
    """`remarks` are whole sentences, and stop nothing: inside the company people are trusted with words."""

    summary: Summary
    listeners: Listeners
    remarks: tuple[str, ...] = ()
    needs_approval: bool = False
