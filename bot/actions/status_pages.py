"""Status pages that others run: each is told of a status update once, in a lane of its own."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.actions import outgoing, status_page, status_words
from bot.actions.change import Change
from bot.actions.errand import AnyErrand, StatusPageErrand, incident_of
from bot.actions.status_told import POST
from bot.domain.outgoing import Outgoing
from bot.domain.status_reply import withdrawn
from bot.domain.status_update import Audience, StatusUpdate, Telling, Told, UpdateState
from bot.ports import PostedThere, Work
from bot.world import World


def begin(change: Change, update: StatusUpdate) -> None:
    for name in change.world.status_pages:
        told = Told(update=update.id, audience=Audience.PAGE, target=name)
        change.work.tellings.add_all([told])
        lane = f"{name}:{update.incident}"
        order = outgoing.Order(POST, name, lane=lane, data={"status_update": update.id})
        outgoing.put(change.world, change.work, change.incident, order)


def take_back(change: Change, update: StatusUpdate) -> None:
    """Where it was told already, other words take its place; where it was not, it is never told."""
    for name in change.world.status_pages:
        order = outgoing.Order(
            POST, name, lane=f"{name}:{update.incident}", data={"status_update": update.id}
        )
        outgoing.put(change.world, change.work, change.incident, order)


def post(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """A correction changes the words that stand there, where they do; everything else is one update more."""
    update = work.status_updates.get(int(row.data["status_update"]))
    told = work.tellings.get(update.id, Audience.PAGE, row.chat) if update else None
    if update and told and told.place and update.state is UpdateState.RETRACTED:
        gone, words = _place(told.place), withdrawn(_language(world, row.chat))
        return StatusPageErrand(lambda page: page.correct(gone, words))
    if (
        update is None
        or told is None
        or told.state is Telling.TOLD
        or update.state is not UpdateState.PUBLISHED
    ):
        return None
    places = _places(work, update.incident, row.chat)
    facts = work.status_updates.facts(update.incident)
    language = _language(world, row.chat)
    posting = status_page.posting(world, incident_of(work, row), facts, update, language)
    wrong = places.get(update.corrects)
    there = next(iter(places.values())).incident if places else ""

    def record(world: World, work: Work, _row: Outgoing, posted: PostedThere | None) -> None:
        place = f"{posted.incident}/{posted.update}" if posted else ""
        now = world.clock.now()
        work.tellings.save(replace(told, state=Telling.TOLD, language=language, at=now, why="", place=place))

    if wrong:
        return StatusPageErrand(lambda page: page.correct(wrong, posting.text), record)
    return StatusPageErrand(
        lambda page: page.post(posting, incident=there, key=row.key, doubtful=row.doubtful), record
    )


def _language(world: World, page: str) -> str:
    """The one that the settings name for this page, else the first."""
    known = getattr(world.settings.publishing, page, None)
    return (known.language if known else "") or status_words.first_language(world)


def _places(work: Work, incident: str, page: str) -> dict[int, PostedThere]:
    """Where each status update of this incident stands on this page, by its number."""
    found = {}
    for one in work.status_updates.of(incident):
        told = work.tellings.get(one.id, Audience.PAGE, page)
        if told and told.place:
            found[one.number] = _place(told.place)
    return found


def _place(written: str) -> PostedThere:
    incident, _, update = written.partition("/")
    return PostedThere(incident, update)


KINDS: Mapping[str, Callable[[World, Work, Outgoing], AnyErrand | None]] = {POST: post}
