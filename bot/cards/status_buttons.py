"""What can be pressed on the card of a status update, by how it stands."""

from bot.domain.card import Button, Buttons, Weight
from bot.domain.status_brief import StatusBrief
from bot.domain.status_update import Audience, Telling, UpdateState
from bot.domain.wording import say

VISIBLE = 4
"""Buttons that every chat shows at once."""


def buttons(brief: StatusBrief, key: str) -> tuple[Buttons, ...]:
    state, version = brief.update.state, str(brief.update.version)
    if state is UpdateState.DRAFT:
        first = _approve(brief, key, version) if brief.needs_approval else _publish(brief, key, version)
        return (Buttons((*first, *_change(key)), _rest(key)),)
    if state is UpdateState.APPROVED:
        return (Buttons((*_publish(brief, key, version), _object(key), *_change(key)), _rest(key)),)
    return _afterwards(brief, key) if state is UpdateState.PUBLISHED else ()


def _approve(brief: StatusBrief, key: str, version: str) -> tuple[Button, ...]:
    if brief.is_stopped:
        return (Button(say("Approve anyway"), "approve", key, words="anyway"), _object(key))
    return (Button(say("Approve"), "approve", key, words=version, weight=Weight.PRIMARY), _object(key))


def _publish(brief: StatusBrief, key: str, version: str) -> tuple[Button, ...]:
    if (brief.is_stopped and not brief.update.despite) or brief.update.publish_at:
        return ()
    return (Button(say("Publish"), "publish", key, words=version, weight=Weight.PRIMARY),)


def _object(key: str) -> Button:
    return Button(say("Object"), "object", key)


def _change(key: str) -> tuple[Button, ...]:
    return (Button(say("Change the words"), "draft", key, words="edit"),)


def _rest(key: str) -> tuple[Button, ...]:
    return (
        Button(say("Fill it anew from facts"), "draft", key, words="facts"),
        Button(
            say("Throw it away"), "draft", key, words="discard", confirm=say("Nobody was told of it yet.")
        ),
    )


def _afterwards(brief: StatusBrief, key: str) -> tuple[Buttons, ...]:
    number, update = str(brief.update.number), brief.update
    running = any(brief.count(one, Telling.WAITING) for one in (Audience.TICKETS, Audience.SUBSCRIBERS))
    visible = [Button(say("Correct it"), "correct", key, words=number)]
    if brief.failed or brief.count(Audience.SUBSCRIBERS, Telling.FAILED):
        visible.insert(0, Button(say("Retry what failed"), "retry", key, weight=Weight.PRIMARY))
    if update.paused_at:
        visible.append(Button(say("Go on telling"), "publish", key, words="resume"))
    elif running:
        visible.append(Button(say("Pause"), "publish", key, words="pause"))
    retract = Button(say("Retract it"), "retract", key, words=number)
    if any(brief.count(audience, Telling.HELD) for audience in Audience):
        visible.insert(0, Button(say("Personal words"), "personal", key))
    visible.append(retract)
    return (Buttons(tuple(visible[:VISIBLE]), tuple(visible[VISIBLE:])),)
