"""What can be pressed on a reminder: the answer to three in the morning first, the rest behind it."""

from bot.cards.nag_notes import holds
from bot.domain.card import Button, Buttons, Weight
from bot.domain.sla_clock import State
from bot.domain.sla_metric import Metric
from bot.domain.sla_reminder import Reminder
from bot.domain.wording import say


def buttons(about: Reminder) -> tuple[Buttons, ...]:
    """None where nothing is left to be done."""
    why = (_why(about),) if _wants_reason(about) else ()
    if about.is_over:
        return (Buttons(why),) if why else ()
    if about.incident:
        return (_incident(about, why),)
    return (_ticket(about, why),) if about.ticket else ()


def _ticket(about: Reminder, why: tuple[Button, ...]) -> Buttons:
    is_next = about.is_mine and about.taken is not None and holds(about, about.taken)
    weight = Weight.PRIMARY if is_next else Weight.PLAIN
    reply = Button(say("Reply"), "ticket reply", words=about.nag.about, weight=weight)
    if about.clock and about.clock.state is State.PAUSED:
        return Buttons((reply, *why), (*_declare(about), *_corrected(about)))
    later = _later(about)
    first, rest = (why, later) if why else (later[:1], later[1:])
    more = (*_until(about), *rest, *_corrected(about), *_declare(about))
    return Buttons((*_take(about), reply, *first, _escalate(about)), more)


def _incident(about: Reminder, why: tuple[Button, ...]) -> Buttons:
    catchup = Button(say("Catch me up"), "catchup", about.nag.about)
    first = why or _later(about)[:1]
    rest = _later(about) if why else _later(about)[1:]
    more = (*_customers(about), *_until(about), *rest, *_corrected(about))
    return Buttons((_asked_of_incident(about), *_take(about), *first, catchup), more)


def _customers(about: Reminder) -> tuple[Button, ...]:
    """What customers are told counts, too; where nothing is new, a draft adds what is true."""
    if about.nag.metric is not Metric.INCIDENT_UPDATE:
        return ()
    key = about.nag.about
    nothing = Button(say("Tell customers that nothing is new"), "draft", key, words="nothing")
    return (nothing,) if about.only_published else (Button(say("Tell customers"), "draft", key), nothing)


def _asked_of_incident(about: Reminder) -> Button:
    """What ends the wait."""
    key, metric = about.nag.about, about.nag.metric
    if metric is Metric.INCIDENT_LIAISON:
        return Button(say("I'll be customer liaison"), "liaison", key, words="me", weight=Weight.PRIMARY)
    if metric is Metric.INCIDENT_ACK:
        words = "incident_commander me"
        return Button(say("Take command"), "role", key, words=words, weight=Weight.PRIMARY)
    if about.only_published:
        return Button(say("Tell customers"), "draft", key, weight=Weight.PRIMARY)
    return Button(say("Post update"), "update", key, weight=Weight.PRIMARY)


def _take(about: Reminder) -> tuple[Button, ...]:
    """Until it is due, or for an hour once it is late; who is on it already is not asked again."""
    if about.taken and holds(about, about.taken):
        if about.is_mine:
            return ()
        return (Button(say("Take over"), "sla take", words=_this(about, "instead")),)
    weight = Weight.PRIMARY if about.ticket else Weight.PLAIN
    return (Button(say("I'm on it"), "sla take", words=_this(about, ""), weight=weight),)


def _until(about: Reminder) -> tuple[Button, ...]:
    """Somebody who knows better how long it takes."""
    return (
        Button(say("I'm on it for 30 min"), "sla take", words=_this(about, "30m")),
        Button(say("I'm on it for 1 hour"), "sla take", words=_this(about, "1h")),
        Button(say("I'm on it until it is done"), "sla take", words=_this(about, "ever")),
    )


def _later(about: Reminder) -> tuple[Button, ...]:
    """For one person; a room cannot be left in peace by one of those who read it."""
    if about.is_room or (about.snoozed_until and about.snoozed_until > about.now):
        return ()
    return (
        Button(say("Snooze 30 min"), "sla snooze", words=_this(about, "30m")),
        Button(say("Snooze 1 hour"), "sla snooze", words=_this(about, "1h")),
    )


def _escalate(about: Reminder) -> Button:
    """While nobody has said that they take it, nobody is asked twice."""
    if about.escalation and about.escalation.is_open:
        return Button(say("I take it"), "sla accept", words=about.nag.about)
    return Button(say("Escalate"), "sla escalate", words=about.nag.about)


def _declare(about: Reminder) -> tuple[Button, ...]:
    if about.incidents:
        return ()
    return (
        Button(say("Declare an incident"), "declare", words=about.nag.about),
        Button(say("Link to an incident"), "link", words=about.nag.about),
    )


def _wants_reason(about: Reminder) -> bool:
    return about.is_late and about.asks_why and not about.reason


def _why(about: Reminder) -> Button:
    nag = about.nag
    return Button(say("Say why"), "sla reason", words=f"{nag.about} {nag.metric} {nag.instance}")


def _corrected(about: Reminder) -> tuple[Button, ...]:
    """A reason may turn out to be another one."""
    if not (about.is_late and about.reason and about.asks_why):
        return ()
    nag = about.nag
    words = f"{nag.about} {nag.metric} {nag.instance}"
    return (Button(say("Change the reason"), "sla reason", words=words),)


def _this(about: Reminder, how: str) -> str:
    nag = about.nag
    return f"{nag.about} {nag.metric} {nag.instance} {nag.rung.level} {how}".strip()
