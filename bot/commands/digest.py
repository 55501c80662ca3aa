"""`digest`: one message a day about all incidents, instead of a word about each."""

import re
from datetime import timedelta

from bot.actions import digest as actions
from bot.actions import digest_views
from bot.cards import digest as cards
from bot.commands.asked import Asked, Command
from bot.domain.digest import Days
from bot.domain.interaction import Reply
from bot.domain.wording import say
from bot.errors import BadInput

_CLOCK = re.compile(
    r"(?i)(?:at\s+)?(?P<hour>2[0-3]|[01]?\d)(?::(?P<minute>[0-5]\d))?\s*(?:(?P<half>[ap])\.?m\.?)?"
)
_DAYS = {
    "daily": Days.DAILY,
    "weekdays": Days.WEEKDAYS,
    "every day": Days.DAILY,
    "on weekdays": Days.WEEKDAYS,
}
_OFF = ("off", "stop", "none", "never")
_A_DAY = timedelta(days=1)


def digest(asked: Asked) -> Reply:
    """`daily 08:30`, `weekdays 08:30`, `off`, `now`; `always` behind a time brings it on quiet days, too."""
    if asked.from_form:
        return _from_form(asked)
    words = " ".join(asked.words.casefold().split())
    if not words:
        with asked.world.store.read() as work:
            return Reply(form=cards.form(actions.mine(asked.world, work, asked.said.person.id)))
    if words in _OFF:
        return _stop(asked)
    if words == "now":
        return _now(asked)
    return _asked(asked, *_understood(asked, words))


def _understood(asked: Asked, words: str) -> tuple[Days, str, bool]:
    named = next((name for name in _DAYS if words.startswith(name)), "")
    rest = words.removeprefix(named).strip()
    always = rest.endswith("always")
    clock = _clock(rest.removesuffix("always").strip())
    if not named or not clock:
        raise BadInput(
            say(
                "Say on which days, and at what time.\nExamples: {root} digest weekdays 08:30, "
                "{root} digest daily 18:00 always, {root} digest off",
                root=asked.root,
            )
        )
    return _DAYS[named], clock, always


def _clock(words: str) -> str:
    """`8:30`, `at 08:30`, `8 am` as `08:30`; empty for anything else."""
    found = _CLOCK.fullmatch(words)
    if not found or not (found["minute"] or found["half"]):
        return ""
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    return f"{hour:02}:{found['minute'] or '00'}"


def _from_form(asked: Asked) -> Reply:
    days, clock = asked.text("days"), _clock(asked.text("clock"))
    if days == cards.OFF:
        return _stop(asked)
    if not clock:
        raise BadInput(say("Write a time, such as 08:30."), field="clock")
    if days not in {one.value for one in Days}:
        raise BadInput(say("Say on which days."), field="days")
    return _asked(asked, Days(days), clock, asked.text("always") == cards.YES)


def _asked(asked: Asked, days: Days, clock: str, always: bool) -> Reply:
    return Reply(card=cards.asked(actions.ask(asked.world, asked.by, days, clock, always=always)))


def _stop(asked: Asked) -> Reply:
    actions.stop(asked.world, asked.by)
    return Reply(card=cards.stopped())


def _now(asked: Asked) -> Reply:
    """What it would say, since the last one, or of the last day."""
    now, me = asked.world.clock.now(), asked.me()
    with asked.world.store.read() as work:
        known = actions.mine(asked.world, work, asked.said.person.id)
        since = min(known.since, now - _A_DAY) if known else now - _A_DAY
        return Reply(card=cards.digest(digest_views.brief(asked.world, work, me, since, now), own=True))


COMMANDS = (
    Command(
        word="digest",
        run=digest,
        says="sends you one message a day about all incidents, at your own time",
        usage="digest [daily|weekdays HH:MM [always]|now|off]",
        example="digest weekdays 08:30",
        rule="follow",
    ),
)
