"""Cards about promises that are no reminders: who is asked for help, who gives it, what was not sent."""

from collections.abc import Callable, Mapping

from bot.actions import sla_cases, sla_escalation
from bot.actions.sla_remind import in_chat, known
from bot.cards import sla_wish as cards
from bot.domain.card import Card, Mention
from bot.domain.outgoing import Outgoing
from bot.domain.sla_reminder import Plea, mention
from bot.ports import Work
from bot.world import World


def _escalated(world: World, work: Work, row: Outgoing) -> Card | None:
    """None where somebody else was asked meanwhile, or nobody has seen the ticket any more."""
    now = world.clock.now()
    one = sla_escalation.last(work, row.about)
    case = sla_cases.read(world, work, [row.about], now).get(row.about)
    if one is None or case is None or case.ticket is None or row.slot != sla_escalation.slot(row.about, one):
        return None
    waiting = [clock for clock in case.clocks if not clock.state.is_over and clock.due]
    wanted = {one.by, one.accepted_by} - {""}
    here = in_chat(world, work, wanted, row.chat)
    named = {*wanted, *here.values()}
    plea = Plea(
        escalation=one,
        ticket=case.ticket,
        now=now,
        tier=case.tier,
        clock=min(waiting, key=lambda clock: clock.due or now, default=None),
        people=known(world, named, work.people.several(named)),
        here=here,
    )
    return cards.escalated(plea)


def _escalation_taken(world: World, work: Work, row: Outgoing) -> Card:
    return cards.escalation_taken(str(row.data["ticket"]), who(world, work, str(row.data["by"]), row.chat))


def _reply_failed(_world: World, _work: Work, row: Outgoing) -> Card:
    said = row.data
    return cards.reply_failed(str(said["ticket"]), str(said["text"]), str(said["why"]))


def who(world: World, work: Work, person: str, chat: str) -> Mention:
    """As this chat knows the person."""
    here = in_chat(world, work, [person], chat)
    named = {person, *here.values()}
    return mention(person, known(world, named, work.people.several(named)), here)


VIEWS: Mapping[str, Callable[[World, Work, Outgoing], Card | None]] = {
    sla_escalation.VIEW: _escalated,
    "escalation_taken": _escalation_taken,
    "reply_failed": _reply_failed,
}
