"""`personal`: customers who are told one by one, and what is decided about each."""

from collections.abc import Callable, Mapping

from bot.actions import personal as actions
from bot.actions import personal_views
from bot.cards import personal as cards
from bot.cards import personal_forms as forms
from bot.commands import permission
from bot.commands.asked import Asked, Command
from bot.domain.interaction import Reply
from bot.domain.personal_word import PersonalWord
from bot.domain.status_update import Telling
from bot.domain.wording import say
from bot.errors import BadInput, NotFound

LOOKED_AT = 1000
"""Customers among whom one is looked for by name."""

OFFERED = 5
"""Names that are offered where none was understood."""


def personal(asked: Asked) -> Reply:
    """Shows who waits; `send`, `write`, `approve` and `leave` decide about one of them."""
    word, _, rest = asked.prose.partition(" ")
    part = _PARTS.get(word.casefold())
    if part:
        return part(asked, rest.strip())
    if asked.prose:
        raise BadInput(
            say(
                "Say what is to be done: {words}",
                words=f"{asked.root} personal send|write|approve|leave NAME",
            )
        )
    return _list(asked, "")


def _list(asked: Asked, rest: str) -> Reply:
    with asked.world.store.read() as work:
        update = personal_views.current(work, asked.key)
        skipped = int(rest) if rest.isdigit() and len(rest) < 7 else 0
        if update:
            chat = asked.said.person.chat
            return Reply(card=personal_views.card(asked.world, work, update, chat, skipped=skipped))
    return Reply(card=cards.nobody(asked.dossier()))


def _send(asked: Asked, rest: str) -> Reply:
    word, _ = _which(asked, rest)
    return Reply(card=cards.done(actions.send(asked.world, asked.by, asked.key, word.id)))


def _write(asked: Asked, rest: str) -> Reply:
    word, _ = _which(asked, rest)
    if not asked.from_form:
        return _form(asked, word)
    with asked.world.store.read() as work:
        may_approve = permission.may(asked, "approve", work)
    written = actions.write(
        asked.world,
        asked.by,
        asked.key,
        word.id,
        asked.text("text"),
        despite=asked.text("anyway"),
        may_approve=may_approve,
    )
    return Reply(card=cards.done(written))


def _form(asked: Asked, word: PersonalWord) -> Reply:
    _must_wait(word)
    with asked.world.store.read() as work:
        update = work.status_updates.get(word.update)
        targets = work.tellings.of_word(word.id)
        if update is None:
            raise NotFound(say("{name} does not wait any more.", name=word.name))
        language, published = actions.published_words(asked.world, work, word, update)
    count = sum(one.state is Telling.HELD for one in targets)
    return Reply(form=forms.write(word, word.text or published, language, count=count))


def _approve(asked: Asked, rest: str) -> Reply:
    word, version = _which(asked, rest)
    return Reply(card=cards.done(actions.approve(asked.world, asked.by, asked.key, word.id, version)))


def _must_wait(word: PersonalWord) -> None:
    """Nobody fills in a form for what was decided already."""
    if not word.is_open:
        raise NotFound(say("{name} does not wait any more.", name=word.name))


def _leave(asked: Asked, rest: str) -> Reply:
    word, why = _which(asked, rest)
    why = asked.text("why") if asked.from_form else why
    if not why and not asked.from_form:
        _must_wait(word)
        return Reply(form=forms.leave(word))
    return Reply(card=cards.done(actions.leave_out(asked.world, asked.by, asked.key, word.id, why)))


_PARTS: Mapping[str, Callable[[Asked, str], Reply]] = {
    "list": _list,
    "more": _list,
    "send": _send,
    "write": _write,
    "approve": _approve,
    "leave": _leave,
}
_RULES = {"send": "publish", "write": "publish", "leave": "publish", "approve": "approve"}


def _rules(asked: Asked) -> tuple[str, ...]:
    """Everybody may look; what customers read is for those who publish it, or agree to it."""
    return (_RULES.get(asked.words.strip().partition(" ")[0].casefold(), "customers"),)


def _which(asked: Asked, rest: str) -> tuple[PersonalWord, str]:
    """(whom it is about, what follows): by the number on a button, or by name, the longest that fits."""
    first, _, behind = rest.partition(" ")
    with asked.world.store.read() as work:
        if first.startswith("#") and first[1:].isdigit() and len(first) < 12:
            found = work.personal_words.get(int(first[1:]))
            if found and found.incident == asked.key:
                return found, behind.strip()
        update = personal_views.current(work, asked.key)
        known = work.personal_words.of(update.id, limit=LOOKED_AT) if update else []
    folded = rest.casefold()
    fitting = [one for one in known if _begins(folded, one.name.casefold())]
    if fitting:
        longest = max(len(one.name) for one in fitting)
        word = next(one for one in fitting if len(one.name) == longest)
        return word, rest[longest:].strip(" \t:,–—-")
    names = list(dict.fromkeys(one.name for one in known if one.is_open))[:OFFERED]
    if not names:
        raise NotFound(say("Nobody of {key} waits for a personal word.", key=asked.key))
    raise NotFound(say("Say who is meant: {names}", names=", ".join(names)))


def _begins(text: str, name: str) -> bool:
    return text.startswith(name) and not text[len(name) : len(name) + 1].isalnum()


COMMANDS = (
    Command(
        word="personal",
        run=personal,
        says="shows to everyone which customers wait for a personal word; and sends, writes or leaves out",
        usage="personal [send|write|approve|leave NAME [WHY]]",
        example="personal",
        about=True,
        free_text=True,
        rule="publish",
        rules=_rules,
    ),
)
