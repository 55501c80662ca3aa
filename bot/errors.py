"""Every way the bot can say no.

BotError            what a person did cannot be done; the message is for that person
├── NotFound        there is no such thing, or it may not be seen
├── NotAllowed      a rule forbids it; the message says who may
├── Conflict        it no longer fits how things stand
├── BadInput        words or a form field that make no sense; carries the field
├── AlreadyDone     the same interaction was delivered before; carries what it made
└── Unavailable     our own storage does not answer; nothing was recorded
AdapterError        an outside system did not do what it was asked
├── TryLater        it may work later; carries the seconds to wait, when told
│   └── NotNow      since this one address takes no letter now, whatever others do
└── Refused         it will not work however often it is tried
    ├── RoomGone    since the room cannot be written in any more
    ├── TicketGone  since the ticket was deleted or may not be seen
    ├── PagerGone   since the pager has no such incident any more
    ├── NoMailbox   since nobody gets letters at this address
    └── NotLetIn    since our credentials are no good
Forged              what arrived does not prove that it comes from whom it says
SettingsError       what the operator wrote cannot be used; carries one finding a line
"""


class BotError(Exception):
    """What a person did cannot be done; the message is a whole sentence for that person."""


class NotFound(BotError):
    """There is no such thing, or this person may not see it."""


class NotAllowed(BotError):
    """A rule forbids it; the message says who may."""


class Conflict(BotError):
    """It no longer fits how things stand; the message says how they stand."""


class BadInput(BotError):
    """Words or a form field that make no sense; `field` names the form's field, if there is one."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class AlreadyDone(BotError):
    """The same interaction was delivered before; `made` is the key of what it made then."""

    def __init__(self, made: str = "") -> None:
        super().__init__("That was already done, by the first press; nothing was done twice.")
        self.made = made


class Unavailable(BotError):
    """Our own storage does not answer; nothing was recorded, or nobody knows where it is `unsure`."""

    def __init__(self, message: str, *, unsure: bool = False) -> None:
        super().__init__(message)
        self.unsure = unsure


class AdapterError(Exception):
    """An outside system did not do what it was asked; the message says what that means for people."""


class TryLater(AdapterError):
    """It may work later; `after` is the wait in seconds that the other side asked for.

    `unsure` says that it may have been done all the same: only the answer was lost.
    """

    def __init__(self, message: str, *, after: float | None = None, unsure: bool = False) -> None:
        super().__init__(message)
        self.after = after
        self.unsure = unsure


class NotNow(TryLater):
    """This one address takes no letter now; letters to others may go out."""


class Refused(AdapterError):
    """It will not work however often it is tried."""


class RoomGone(Refused):
    """The room was archived or deleted, or we were removed from it."""


class TicketGone(Refused):
    """The ticket was deleted or never was; `forbidden` says that it may only not be seen."""

    def __init__(self, message: str, *, forbidden: bool = False) -> None:
        super().__init__(message)
        self.forbidden = forbidden


class PagerGone(Refused):
    """The pager has no such incident any more; nothing is left to be done about it there."""


class NoMailbox(Refused):
    """The mail server says that nobody gets letters at this address."""


class NotLetIn(Refused):
    """Our credentials are no good; nothing works there until the operator mends them."""


class Forged(Exception):
    """What arrived does not prove that it comes from whom it says; the message is for the log."""


class SettingsError(Exception):
    """What the operator wrote cannot be used; `findings` holds one line per mistake."""

    def __init__(self, findings: list[str]) -> None:
        super().__init__("\n".join(findings))
        self.findings = findings
