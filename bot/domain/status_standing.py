"""Which words count where a status update stands, now that some were put right and some taken back."""

from collections.abc import Iterable

from bot.domain.status_update import StatusUpdate, UpdateState


def origin(update: StatusUpdate) -> int:
    """The number under which its words stand: its own, or that of what it corrects."""
    return update.corrects or update.number


def standing(updates: Iterable[StatusUpdate], number: int) -> StatusUpdate | None:
    """The last correction of this number that was not taken back, else the number itself.

    None where this number was taken back, which takes its corrections with it.
    """
    published = [one for one in updates if one.state is UpdateState.PUBLISHED]
    if all(one.number != number for one in published):
        return None
    return max((one for one in published if number in (one.number, one.corrects)), key=lambda one: one.number)
