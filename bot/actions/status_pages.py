"""Status pages that others run: each is told of a status update once, in a lane of its own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from bot.actions import outgoing, status_page, status_words
from bot.actions.change import Change
from bot.actions.errand import AnyErrand, StatusPageErrand, incident_of
from bot.actions.status_told import POST
from bot.domain.outgoing import Outgoing
from bot.domain.status_reply import withdrawn
from bot.domain.status_standing import origin, standing
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
    """What was corrected or taken back changes the words that stand there; all else is one update more."""
    update = work.status_updates.get(int(row.data["status_update"]))
    told = work.tellings.get(update.id, Audience.PAGE, row.chat) if update else None
    if update is None or told is None:
        return None
    is_published = update.state is UpdateState.PUBLISHED
    if told.state is Telling.TOLD and is_published:
        return None
    known = work.status_updates.of(update.incident)
    stands = standing(known, origin(update))
    words = _words(world, stands, row.chat)
    if place := _place(work, [one for one in known if origin(one) == origin(update)], row.chat):
        record = _recorded(world, told) if is_published else _nothing
        return StatusPageErrand(lambda page: page.correct(place, words), record)
    # A page that did not answer may show what was taken back since: it is asked, with words that fit.
    if not row.doubtful and not (is_published and stands):
        return None
    there = _place(work, known, row.chat)
    facts = work.status_updates.facts(update.incident)
    said = status_page.posting(world, incident_of(work, row), facts, update, words)
    incident = there.incident if there else ""
    return StatusPageErrand(
        lambda page: page.post(said, incident=incident, key=row.key, doubtful=row.doubtful),
        _recorded(world, told),
    )


def _nothing(_world: World, _work: Work, _row: Outgoing, _: None) -> None:
    """That it was taken back is on record already."""


def _words(world: World, stands: StatusUpdate | None, page: str) -> str:
    language = _language(world, page)
    if stands is None:
        return withdrawn(language)
    return stands.texts.get(language) or stands.texts[status_words.first_language(world)]


def _recorded(world: World, told: Told) -> Callable[[World, Work, Outgoing, PostedThere | None], None]:
    language = _language(world, told.target)

    def record(world: World, work: Work, _row: Outgoing, posted: PostedThere | None) -> None:
        place = f"{posted.incident}/{posted.update}" if posted else ""
        now = world.clock.now()
        work.tellings.save(replace(told, state=Telling.TOLD, language=language, at=now, why="", place=place))

    return record


def _language(world: World, page: str) -> str:
    """The one that the settings name for this page, else the first."""
    known = getattr(world.settings.publishing, page, None)
    return (known.language if known else "") or status_words.first_language(world)


def _place(work: Work, updates: Iterable[StatusUpdate], page: str) -> PostedThere | None:
    """Where the first of these stands that this page was told, and did not put in the words of another."""
    for one in updates:
        told = work.tellings.get(one.id, Audience.PAGE, page)
        if told and told.place:
            incident, _, there = told.place.partition("/")
            return PostedThere(incident, there)
    return None


KINDS: Mapping[str, Callable[[World, Work, Outgoing], AnyErrand | None]] = {POST: post}
