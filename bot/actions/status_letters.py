"""Letters to those whom the settings name: each gets a status update once, in a lane of their own."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.actions import outgoing, status_words
from bot.actions.change import Change
from bot.actions.errand import AnyErrand, MailErrand, incident_of
from bot.actions.status_told import LETTER
from bot.domain.letter import Letter
from bot.domain.outgoing import Outgoing
from bot.domain.status_update import Audience, StatusUpdate, Telling, Told, UpdateState
from bot.domain.wording import say
from bot.ports import Work
from bot.world import World

CARRIER = "smtp"


def begin(change: Change, update: StatusUpdate) -> None:
    to = change.world.settings.publishing.letters_to
    if Audience.EMAIL not in update.audiences or change.world.mail is None:
        return
    change.work.tellings.add_all([Told(update=update.id, audience=Audience.EMAIL, target=one) for one in to])
    for one in to:
        data = {"status_update": update.id}
        order = outgoing.Order(LETTER, CARRIER, lane=f"{CARRIER}:{one}", to=one, data=data)
        outgoing.put(change.world, change.work, change.incident, order)


def letter(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    update = work.status_updates.get(int(row.data["status_update"]))
    told = work.tellings.get(update.id, Audience.EMAIL, row.to) if update else None
    if update is None or told is None or told.state is Telling.TOLD:
        return None
    if update.state is not UpdateState.PUBLISHED:
        return None
    language = status_words.first_language(world)
    title = work.status_updates.facts(update.incident).title or incident_of(work, row).title
    subject = say("{title} ({phase})", title=title, phase=update.phase)
    one = Letter(to=row.to, subject=subject, text=update.texts[language], language=language)

    def record(world: World, work: Work, _row: Outgoing, _: object) -> None:
        now = world.clock.now()
        work.tellings.save(replace(told, state=Telling.TOLD, language=language, at=now, why=""))

    return MailErrand(lambda mail: mail.send(one, key=row.key, doubtful=row.doubtful), record)


KINDS: Mapping[str, Callable[[World, Work, Outgoing], AnyErrand | None]] = {LETTER: letter}
