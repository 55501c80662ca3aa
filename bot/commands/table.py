"""The table of words: help, `docs/commands.md`, the manifest and the router all read it."""

from bot.commands import (
    bridge,
    cadence,
    cover,
    customer,
    declare,
    digest,
    drill,
    feed,
    follow,
    follow_rules,
    incident,
    linking,
    on_call,
    page,
    pager,
    personal,
    role,
    room,
    sla,
    sla_due,
    sla_snooze,
    sla_wishes,
    status_update,
    summary,
    task,
    ticket,
    ticket_new,
    ticket_reply,
    timeline,
)
from bot.commands import help as help_words
from bot.commands.asked import Asked, Command
from bot.domain.interaction import Reply


def _help(asked: Asked) -> Reply:
    return help_words.overview(asked, TYPED)


_OWN = (
    Command(
        word="help",
        run=_help,
        says="shows what can be done here and now",
        usage="help",
        synonyms=("home", "?", "start", "menu"),
        about_if_known=True,
    ),
    Command(
        word="home_opened",
        run=help_words.home_opened,
        says="a home page was opened",
        usage="",
        hidden=True,
        rule="help",
    ),
)

COMMANDS: tuple[Command, ...] = (
    *_OWN,
    *declare.COMMANDS,
    *incident.COMMANDS,
    *timeline.COMMANDS,
    *status_update.COMMANDS,
    *cadence.COMMANDS,
    *drill.COMMANDS,
    *summary.COMMANDS,
    *personal.COMMANDS,
    *follow.COMMANDS,
    *follow_rules.COMMANDS,
    *digest.COMMANDS,
    *task.COMMANDS,
    *role.COMMANDS,
    *room.COMMANDS,
    *ticket.COMMANDS,
    *ticket_new.COMMANDS,
    *ticket_reply.COMMANDS,
    *customer.COMMANDS,
    *sla.COMMANDS,
    *sla_due.COMMANDS,
    *sla_snooze.COMMANDS,
    *sla_wishes.COMMANDS,
    *on_call.COMMANDS,
    *cover.COMMANDS,
    *feed.COMMANDS,
    *page.COMMANDS,
    *pager.COMMANDS,
    *bridge.COMMANDS,
    *linking.COMMANDS,
)

TYPED: tuple[Command, ...] = tuple(command for command in COMMANDS if not command.hidden)
"""What people may type, in the order in which help shows it."""
