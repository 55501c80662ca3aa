"""`cover`: somebody stands in on a rota for a while."""

import re
from datetime import datetime

from bot import rotas
from bot.actions import cover as actions
from bot.actions.page_reach import name_of
from bot.cards import cover as cards
from bot.commands.asked import Asked, Command
from bot.commands.people import meant
from bot.commands.understand_ahead import ahead
from bot.domain.interaction import Reply
from bot.domain.rota_stand_in import StandIn
from bot.domain.wording import say
from bot.errors import BadInput, NotFound

_PARTS = re.compile(
    r"(?is)^(?P<whom>.*?)(?:\s+on\s+(?P<rota>[\w-]+))?(?:\s+from\s+(?P<since>.+?))?\s+until\s+(?P<until>.+)$"
)
_MENTION = re.compile(r"@\S+")


def cover(asked: Asked) -> Reply:
    """`cover me until 18:00 @mei`, `cover @leo until 18:00`, `cover support until 18:00 @mei`."""
    words = asked.words.strip()
    if asked.from_form:
        return _from_form(asked)
    if words == "new":
        return Reply(form=cards.form(list(asked.world.settings.rotas)))
    verb, _, number = words.partition(" ")
    if verb.casefold() in ("cancel", "withdraw") and number.isdigit() and len(number) < 10:
        one = actions.withdraw(asked.world, asked.by, int(number))
        return Reply(card=cards.withdrawn(one, _names(asked, one)))
    if not words:
        with asked.world.store.read() as work:
            coming = actions.coming(asked.world, work)
        return Reply(card=cards.several(coming, _names(asked, *coming)))
    return _done(asked, _understood(asked, words))


def _understood(asked: Asked, words: str) -> StandIn:
    found = _PARTS.match(words)
    if not found:
        raise BadInput(_how(asked))
    whom, until = found["whom"].strip(), found["until"].strip()
    mentioned = _MENTION.findall(until)
    taker = mentioned[-1] if mentioned else ""
    until = _MENTION.sub("", until).strip()
    if not taker and len(others := _MENTION.findall(whom)) > 1:
        taker, whom = others[-1], others[0]
    since = _instant(asked, found["since"]) if found["since"] else asked.world.clock.now()
    return _stand_in(
        asked, whom, taker or "me", rota=found["rota"] or "", since=since, until=_instant(asked, until)
    )


def _stand_in(asked: Asked, whom: str, taker: str, *, rota: str, since: datetime, until: datetime) -> StandIn:
    person, instead_of = _key(asked, taker), ""
    if whom.startswith("@") or whom.casefold() == "me":
        instead_of = _key(asked, whom)
    elif not rota:
        rota = whom
    named = rotas.rota_of(asked.world.settings, rota) if rota else ""
    return StandIn(
        rota=named,
        person=person,
        since=since,
        until=until,
        by=asked.said.person.id,
        at=asked.world.clock.now(),
        instead_of=instead_of,
    )


def _instant(asked: Asked, words: str) -> datetime:
    found = ahead(words, asked.world.clock.now(), asked.said.person.zone)
    if found is None:
        raise BadInput(_how(asked))
    return found


def _key(asked: Asked, token: str) -> str:
    person = meant(asked, token, field="person")
    with asked.world.store.read() as work:
        return name_of(asked.world, work, person)


def _from_form(asked: Asked) -> Reply:
    now = asked.world.clock.now()
    since, until = asked.answers.get("since") or now, asked.answers.get("until")
    if not isinstance(since, datetime) or not isinstance(until, datetime):
        raise BadInput(say("Say until when."), field="until")
    whom, rota = asked.text("instead_of"), asked.text("rota")
    if not whom and not rota:
        raise BadInput(say("Say for whom, or on which rota."), field="rota")
    wanted = _stand_in(
        asked, f"@{whom}" if whom else rota, asked.text("person"), rota=rota, since=since, until=until
    )
    return _done(asked, wanted)


def _done(asked: Asked, wanted: StandIn) -> Reply:
    if not asked.world.settings.rotas:
        raise NotFound(say("There is no rota here yet, so nobody can stand in."))
    covered = actions.cover(asked.world, asked.by, wanted)
    return Reply(card=cards.covered(covered.stand_in, covered.shifts, _names(asked, covered.stand_in)))


def _names(asked: Asked, *several: StandIn) -> cards.Names:
    return actions.names(asked.world, several)


def _how(asked: Asked) -> str:
    return say(
        "Say for whom, until when, and who stands in.\n"
        "Examples: {root} cover me until 18:00 @mei, {root} cover @leo from tomorrow 9:00 until tomorrow "
        "17:00, {root} cover support until 18:00 @mei",
        root=asked.root,
    )


COMMANDS = (
    Command(
        word="cover",
        run=cover,
        says="lets somebody stand in on a rota for a while",
        usage="cover me|@WHO|ROTA [from WHEN] until WHEN [@WHO]",
        example="cover",
        synonyms=("stand in", "override"),
    ),
)
