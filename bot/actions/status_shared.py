"""Channels that are shared with customers: who is hurt reads there what was published, and nothing else."""

from dataclasses import replace

from bot.actions import customer, personal_hold, status_card
from bot.actions.change import Change
from bot.actions.errand import incident_of
from bot.domain.customer import Standing
from bot.domain.incident import Incident
from bot.domain.outgoing import Outgoing
from bot.domain.status_reply import best
from bot.domain.status_update import Audience, StatusUpdate, Telling, Told, UpdateState
from bot.domain.ticket import Ticket
from bot.domain.wording import say
from bot.ports import Work
from bot.world import World

MOST = 10_000
"""Channels of one status update that are looked at when it is taken back."""


def can_reach(world: World, incident: Incident) -> bool:
    """Neither a private incident nor a drill is ever told there."""
    if incident.private or incident.drill or not world.desks:
        return False
    return any(one.partition(":")[0] in world.voices for one in world.accounts.channels())


def begin(change: Change, update: StatusUpdate) -> None:
    if Audience.SHARED not in update.audiences or not can_reach(change.world, change.incident):
        return
    for one in change.work.ticket_links.customers(update.incident):
        _tell(change.world, change.work, change.incident, update, one)


def linked(world: World, work: Work, incident: Incident, ticket: Ticket) -> None:
    """With the first ticket of a customer their channel hears how it stands, once."""
    update = work.status_updates.latest(incident.key)
    if update and Audience.SHARED in update.audiences and can_reach(world, incident):
        _tell(world, work, incident, update, customer.standing(world, ticket))


def _tell(world: World, work: Work, incident: Incident, update: StatusUpdate, one: Standing) -> None:
    account = world.accounts.of(one.organisation, one.customer)
    language = best(account.language, update.texts, world.settings.status_updates.languages[0])
    told = [
        Told(update=update.id, audience=Audience.SHARED, target=room, language=language)
        for room in account.channels
        if room.partition(":")[0] in world.voices
    ]
    fresh = [each for each in told if work.tellings.get(update.id, Audience.SHARED, each.target) is None]
    if not fresh:
        return
    if personal_hold.is_personal(world, one.tier):
        owned = replace(one, owner=account.owner)
        personal_hold.hold(world, work, update, owned, fresh)
        return
    work.tellings.add_all(fresh)
    for each in fresh:
        status_card.tell(world, work, incident, update, each.target, Audience.SHARED)


def take_back(change: Change, update: StatusUpdate) -> None:
    """Where it stands, a sentence takes its place; where it does not, it never will."""
    for state in (Telling.WAITING, Telling.FAILED, Telling.TOLD):
        for one in change.work.tellings.standing(update.id, state, limit=MOST):
            if one.audience is not Audience.SHARED:
                continue
            if state is not Telling.TOLD:
                gone = replace(one, state=Telling.SKIPPED, at=change.now)
                change.work.tellings.save(replace(gone, why=say("The status update was retracted.")))
            status_card.tell(change.world, change.work, change.incident, update, one.target, Audience.SHARED)


def posted(world: World, work: Work, row: Outgoing) -> None:
    """What was taken back while it was on its way stands there now: it is drawn anew."""
    update = work.status_updates.get(int(row.data["status_update"]))
    if update and update.state is UpdateState.RETRACTED:
        status_card.tell(world, work, incident_of(work, row), update, row.to, Audience.SHARED)
