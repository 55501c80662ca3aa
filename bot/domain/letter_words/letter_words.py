"""The sentences of a letter in one language."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWords:
    """Whole sentences with named fields; `page` is what the status page is called.

    `confirm` and `known` are whole letters: to somebody who has to confirm, and to somebody who did so long
    ago and asks again. `untranslated` is said where a text is in another language.
    """

    phases: Mapping[str, str]
    subject: str
    corrects: str
    withdrawn: str
    withdrawn_text: str
    untranslated: str
    affected: str
    more: str
    why: str
    change: str
    leave: str
    confirm_subject: str
    confirm: str
    known_subject: str
    known: str

    def phase(self, phase: str) -> str:
        """One of the settings that no translation is known of reads as it is called there."""
        return self.phases.get(phase) or phase.replace("_", " ").capitalize()
