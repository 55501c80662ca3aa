"""`brief`: what people inside the company are told, who answer for an incident without working on it."""

from datetime import datetime

from bot.actions import summary as actions
from bot.actions import summary_views, summary_words
from bot.cards import plain, summary_forms
from bot.commands.asked import Asked, Command
from bot.domain.interaction import Reply
from bot.domain.summary import Summary
from bot.domain.wording import line, say

_ONCE = ("approve", "publish")


def brief(asked: Asked) -> Reply:
    """Shows the one in hand, begins one, changes it (`edit`, `facts`, `discard`), or sends it (`send`)."""
    word, rest = _parted(asked)
    if word:
        return _PARTS[word](asked, rest)
    if asked.prose:
        return _told(asked, actions.draft(asked.world, asked.by, asked.key, text=asked.prose))
    with asked.world.store.read() as work:
        known = work.summaries.in_hand(asked.key)
    return _shown(asked, known) if known else _ask(asked)


def _parted(asked: Asked) -> tuple[str, str]:
    """A word of ours, with a version at most; a sentence that begins like one is a sentence."""
    word, _, rest = asked.words.strip().partition(" ")
    word = {"send": "publish"}.get(word.casefold(), word.casefold())
    is_ours = word in _PARTS and (not rest.strip() or _is_version(rest))
    return (word, rest.strip()) if is_ours else ("", "")


def _is_version(words: str) -> bool:
    return words.strip().isdigit() and len(words.strip()) < 7


def _ask(asked: Asked) -> Reply:
    with asked.world.store.read() as work:
        last = work.summaries.in_hand(asked.key) or work.summaries.latest(asked.key)
        incident = work.incidents.get(asked.key)
    next_at = summary_words.next_at(asked.world, incident) if incident else None
    return Reply(form=summary_forms.facts(asked.key, last.business if last else "", next_at))


def _facts(asked: Asked, _: str) -> Reply:
    if not asked.from_form:
        return _ask(asked)
    with asked.world.store.read() as work:
        known = work.summaries.in_hand(asked.key)
    make = actions.refill if known else actions.draft
    business = asked.text("business")
    return _told(asked, make(asked.world, asked.by, asked.key, business=business, next_at=_next(asked)))


def _edit(asked: Asked, rest: str) -> Reply:
    if not asked.from_form:
        with asked.world.store.read() as work:
            return Reply(form=summary_forms.edit(actions.in_hand(work, asked.key)))
    text, version = asked.text("text"), int(rest or 0)
    return _told(asked, actions.edit(asked.world, asked.by, asked.key, version, text, next_at=_next(asked)))


def _next(asked: Asked) -> datetime | None:
    answer = asked.answers.get("next_at")
    return answer if isinstance(answer, datetime) else None


def _discard(asked: Asked, _: str) -> Reply:
    gone = actions.discard(asked.world, asked.by, asked.key)
    return Reply(card=plain.done(say("Summary {number} was thrown away", number=gone.number)))


def _approve(asked: Asked, rest: str) -> Reply:
    return _told(asked, actions.approve(asked.world, asked.by, asked.key, int(rest or 0)))


def _publish(asked: Asked, rest: str) -> Reply:
    return _told(asked, actions.publish(asked.world, asked.by, asked.key, int(rest or 0)))


_PARTS = {"facts": _facts, "edit": _edit, "discard": _discard, "approve": _approve, "publish": _publish}


def _shown(asked: Asked, known: Summary) -> Reply:
    with asked.world.store.read() as work:
        return Reply(card=summary_views.worked_on(asked.world, work, known, asked.said.person.chat))


def _told(asked: Asked, known: Summary) -> Reply:
    """In the war room its living card says all of it; anywhere else it is shown."""
    shown = _shown(asked, known)
    with asked.world.store.read() as work:
        here = work.rooms.at(asked.said.room.id) if asked.said.room else None
    if here is None or here.incident != known.incident or shown.card is None:
        return shown
    return Reply(card=plain.done(shown.card.title, line("Its card stands in this room.")))


def _rules(asked: Asked) -> tuple[str, ...]:
    """Who may approve and publish is asked as for what customers are told."""
    word, _ = _parted(asked)
    return (word,) if word in _ONCE else ("draft",)


COMMANDS = (
    Command(
        word="brief",
        run=brief,
        says="tells our own people who follow it how it stands; customers never read it",
        usage="brief [TEXT|edit|facts|discard|approve|send]",
        example="brief",
        synonyms=("draft summary", "executive summary"),
        about=True,
        free_text=True,
        rule="draft",
        rules=_rules,
    ),
)
