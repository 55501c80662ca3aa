"""What the operator is told when asking whether everything is there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`todo` is what the operator can do about it; a finding with one is about something missing."""

    what: str
    says: str
    todo: str = ""

    @property
    def ok(self) -> bool:
        return not self.todo
