"""`tell me`: being told of incidents that are about what somebody answers for, without looking for them."""

import re

from bot.actions import follow_rules as actions
from bot.cards import follow_rules as cards
from bot.commands import understand
from bot.commands.asked import Asked, Command
from bot.domain.follow_rule import RuleKind, Wanted, folded
from bot.domain.interaction import Reply
from bot.domain.wording import say
from bot.errors import BadInput

_NOISE = re.compile(r"(?i)^(?:when|if|about|of)\s+|\s+is\s+(?:hurt|declared|affected)$")
_KINDS = {
    "severity": RuleKind.SEVERITY,
    "customer": RuleKind.CUSTOMER,
    "company": RuleKind.CUSTOMER,
    "tier": RuleKind.TIER,
    "component": RuleKind.COMPONENT,
}
LONGEST = 100


def tell_me(asked: Asked) -> Reply:
    """Lists mine, asks (`new`), stops one (`stop 3`), or is what to be told of: `sev1`, `customer Acme`."""
    words = asked.prose
    verb, _, rest = words.partition(" ")
    if asked.from_form:
        kind = asked.text("kind")
        if kind not in {one.value for one in RuleKind}:
            raise BadInput(say("Say what it is."), field="kind")
        return _asked(asked, RuleKind(kind), asked.text("value"))
    if not words or words.casefold() == "list":
        with asked.world.store.read() as work:
            return Reply(card=cards.several(actions.mine(asked.world, work, asked.said.person.id)))
    if words.casefold() == "new":
        return Reply(form=cards.form())
    if verb.casefold() in ("stop", "forget") and rest.strip().isdigit() and len(rest.strip()) < 10:
        return Reply(card=cards.stopped(actions.stop(asked.world, asked.by, int(rest))))
    return _asked(asked, *_understood(asked, _NOISE.sub("", words)))


def _understood(asked: Asked, words: str) -> tuple[RuleKind, str]:
    if understand.severity(words, asked.world.settings.severities):
        return RuleKind.SEVERITY, words
    verb, _, rest = words.partition(" ")
    kind = _KINDS.get(verb.casefold().strip(":"))
    if kind is None or not rest.strip():
        raise BadInput(
            say(
                "Say what you want to be told of.\nExamples: {root} tell me sev1, "
                "{root} tell me customer Acme, {root} tell me tier vip, {root} tell me component checkout",
                root=asked.root,
            )
        )
    return kind, understand.unquoted(rest)


def _asked(asked: Asked, kind: RuleKind, value: str) -> Reply:
    wanted = Wanted(kind, _known(asked, kind, " ".join(value.split())))
    return Reply(card=cards.asked(actions.ask(asked.world, asked.by, wanted)))


def _known(asked: Asked, kind: RuleKind, value: str) -> str:
    """As it is spelt here; raises BadInput for what nobody here has, so that nobody waits in vain."""
    settings = asked.world.settings
    if not value or len(value) > LONGEST:
        raise BadInput(say("Say which one, in {most} characters at most.", most=LONGEST), field="value")
    if kind is RuleKind.SEVERITY:
        found, names = understand.severity(value, settings.severities), tuple(settings.severities)
    elif kind is RuleKind.TIER:
        names = settings.customers.ranked()
        found = next((one for one in names if one == folded(value)), "")
    else:
        return value
    if not found:
        raise BadInput(
            say("There is no {value}; there are {known}.", value=value, known=", ".join(names)), field="value"
        )
    return found


COMMANDS = (
    Command(
        word="tell me",
        run=tell_me,
        says="tells you of incidents of a severity, customer, tier or component, and lets you follow them",
        usage="tell me [sev1|customer NAME|tier NAME|component NAME|new|stop N]",
        example="tell me customer Acme",
        synonyms=("notify me",),
        rule="follow",
    ),
)
