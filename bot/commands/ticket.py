"""Words about tickets: linking them, looking at them, having them made."""

from bot.actions import cause, customer, known_issue, ticket_search
from bot.actions import ticket as actions
from bot.cards import forms_ticket as forms
from bot.cards import plain, ticket_link
from bot.cards import ticket as cards
from bot.commands import ticket_finding as finding
from bot.commands.asked import Asked, Command
from bot.commands.refs import Meant, meant
from bot.domain.interaction import Reply
from bot.domain.link import LIVE, How, LinkState
from bot.domain.ticket import Ref
from bot.domain.wording import line, say
from bot.errors import BadInput, NotFound

PAGE = 15
"""Tickets on one card."""

LOOKED_BACK = 1000
"""Links among which the last wish is found."""


def link(asked: Asked) -> Reply:
    """`link REF…`; without words the form, and for words that name no ticket those which may be meant."""
    finding.must_have_desks(asked)
    if not asked.from_form and not asked.words.strip():
        return Reply(form=forms.link(asked.dossier(), asked.world.desks))
    words = finding.filled_in(asked) if asked.from_form else asked.words
    named = _offered(asked) if words.strip().casefold() == "offered" else meant(words, asked.world.desks)
    if not named.refs:
        if not asked.from_form and (reply := finding.instead(asked)):
            return reply
        told = f"{_not_understood(asked, named)} {say('Nothing was linked.')}"
        raise BadInput(told, field=finding.wrong_field(asked))
    done = actions.link(asked.world, asked.by, asked.key, named.refs)
    return Reply(
        card=ticket_link.linking(asked.key, done.new, done.again, named.unknown, unmarked=done.unmarked)
    )


def _offered(asked: Asked) -> Meant:
    """Every ticket that is offered because it sounds alike."""
    with asked.world.store.read() as work:
        found = work.ticket_links.of(asked.key, states=(LinkState.OFFERED,), limit=LOOKED_BACK)
    if not found:
        raise NotFound(say("No ticket is offered to {key} any more.", key=asked.key))
    return Meant(tuple(one.link.ref for one in found), ())


def _not_understood(asked: Asked, named: Meant) -> str:
    system = next(iter(asked.world.desks))
    return say(
        "“{word}” names no ticket of {systems}.\n"
        "Name tickets by their address or as `{system}:123`; several at once are fine.",
        word=named.unknown[0][:60],
        systems=", ".join(asked.world.desks),
        system=system,
    )


def unlink(asked: Asked) -> Reply:
    """`unlink REF…`, or `unlink last` for what one linked last."""
    finding.must_have_desks(asked)
    words = asked.text("tickets") if asked.from_form else asked.words
    if not words.strip():
        return _choose(asked)
    if words.strip().casefold() == "offered":
        _offered(asked)
        count = actions.refuse(asked.world, asked.by, asked.key)
        said = line("They are not offered again.")
        title = (
            say("One ticket is left alone")
            if count == 1
            else say("{count} tickets are left alone", count=count)
        )
        return Reply(card=plain.done(title, said))
    refs = _last(asked) if words.strip().casefold() == "last" else meant(words, asked.world.desks).refs
    if not refs:
        raise BadInput(say("Name a linked ticket: its address, or as `system:123`."), field="tickets")
    gone = actions.unlink(asked.world, asked.by, asked.key, refs)
    return Reply(card=ticket_link.unlinked(asked.key, gone))


def _choose(asked: Asked) -> Reply:
    with asked.world.store.read() as work:
        found = work.ticket_links.of(asked.key, states=(*LIVE, LinkState.FAILED), limit=100)
    if not found:
        raise NotFound(say("No ticket is linked to {key}.", key=asked.key))
    return Reply(form=forms.unlink(asked.dossier(), found))


def _last(asked: Asked) -> tuple[Ref, ...]:
    """Everything that this person linked with their latest wish."""
    me = asked.me()
    with asked.world.store.read() as work:
        found = work.ticket_links.of(asked.key, states=(*LIVE, LinkState.FAILED), limit=LOOKED_BACK)
    mine = [one.link for one in found if one.link.by in me]
    latest = max((one.batch for one in mine), default=0)
    return tuple(one.ref for one in mine if one.batch == latest)


def tickets(asked: Asked) -> Reply:
    """Linked tickets, a page at a time."""
    words = asked.words.strip()
    page = int(words) if words.isascii() and words.isdigit() and 0 < len(words) < 5 else 1
    with asked.world.store.read() as work:
        shown = work.ticket_links.of(
            asked.key, states=(*LIVE, LinkState.FAILED), limit=PAGE + 1, offset=(page - 1) * PAGE
        )
    return Reply(card=cards.tickets(asked.dossier(), shown[:PAGE], page=page, more=len(shown) > PAGE))


def ticket(asked: Asked) -> Reply:
    """`ticket REF` looks one up, and says when it is a known issue."""
    finding.must_have_desks(asked)
    if not asked.words.strip():
        raise BadInput(say("Say which ticket: its address, or as `system:123`."))
    named = meant(asked.words, asked.world.desks)
    if not named.refs:
        raise BadInput(_not_understood(asked, named))
    found, fresh = ticket_search.look_up(asked.world, named.refs[0], patience=finding.PATIENCE)
    with asked.world.store.read() as work:
        known = known_issue.of(asked.world, work, found, here=asked.key)
        causes = cause.of(work, found.ref, {one.incident.key for one in known if not one.terms})
    tier = customer.standing(asked.world, found).tier
    return Reply(card=cards.shown(found, known, tier=tier, here=asked.key, fresh=fresh, causes=causes))


def link_from(asked: Asked) -> Reply:
    """A chat message whose tickets are linked; when it names none, they are searched by its words."""
    finding.must_have_desks(asked)
    refs = finding.refs_said(asked)
    if not refs:
        form = forms.link(asked.dossier(), asked.world.desks, search=finding.said(asked))
        return Reply(form=form)
    done = actions.link(asked.world, asked.by, asked.key, refs, how=How.ADDRESS)
    return Reply(card=ticket_link.linking(asked.key, done.new, done.again, (), unmarked=done.unmarked))


COMMANDS = (
    Command(
        word="link",
        run=link,
        says="links customers' tickets to the incident; name as many as you like",
        usage="link REF…|WORDS",
        example="link zendesk:48211",
        about=True,
        hyphenated=True,
        searches=True,
    ),
    Command(
        word="unlink",
        run=unlink,
        says="takes that back",
        usage="unlink REF…|last",
        example="unlink zendesk:48211",
        about=True,
    ),
    Command(
        word="tickets",
        run=tickets,
        says="shows the linked tickets",
        usage="tickets",
        about=True,
    ),
    Command(
        word="ticket",
        run=ticket,
        says="looks a ticket up, and says whether it is a known issue",
        usage="ticket REF",
        example="ticket zendesk:48211",
        about_if_known=True,
    ),
    Command(
        word="link_from",
        run=link_from,
        says="a message whose tickets are linked",
        usage="",
        hidden=True,
        about=True,
        rule="link",
        carries=finding.carried,
    ),
)
