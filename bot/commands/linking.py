"""Words by which somebody is known as the same person in two chats."""

from bot.actions import linking as actions
from bot.cards import linking as cards
from bot.cards import plain
from bot.commands.asked import Asked, Command
from bot.domain.interaction import Reply
from bot.domain.wording import line, say


def link(asked: Asked) -> Reply:
    """`link me` gives a code; `link me CODE`, said in the other chat, asks once more and then links."""
    others = [chat for chat in asked.world.voices if chat != asked.said.person.chat]
    rest = asked.words.split()
    if not others:
        return Reply(card=cards.only_chat())
    if not rest:
        code = actions.new_code(asked.world, asked.by)
        return Reply(card=cards.code(code, command=asked.root, others=others))
    if rest[-1].casefold() != "yes":
        return _asked(asked, "".join(rest))
    known = actions.link(asked.world, asked.by, "".join(rest[:-1]))
    return Reply(card=cards.linked(list(dict.fromkeys(id.partition(":")[0] for id in known))))


def _asked(asked: Asked, code: str) -> Reply:
    with asked.world.store.read() as work:
        other = actions.behind(asked.world, work, code, me=asked.said.person.id)
        known = work.people.get(other)
    chat, _, id = other.partition(":")
    return Reply(card=cards.question(code, name=known.name if known else id, chat=chat), outcome="asked")


def unlink(asked: Asked) -> Reply:
    actions.unlink(asked.world, asked.by)
    said = line("Your accounts are no longer linked by a code.")
    return Reply(card=plain.done(say("Unlinked"), said))


COMMANDS = (
    Command(
        word="link me",
        run=link,
        says="makes you known as the same person in another chat",
        usage="link me [CODE]",
        example="link me",
        rule="link",
    ),
    Command(
        word="unlink me",
        run=unlink,
        says="undoes that",
        usage="unlink me",
        rule="unlink",
    ),
)
