"""What is offered to people while they type into a form's search box."""

import logging
from collections.abc import Callable, Sequence
from time import perf_counter

from bot.actions import customer, ticket_search
from bot.cards import ticket_found as cards
from bot.commands import permission
from bot.commands.asked import Asked, Command
from bot.commands.refs import named_in
from bot.commands.table import COMMANDS
from bot.domain.audit import Actor
from bot.domain.form import Choice
from bot.domain.interaction import Interaction
from bot.domain.ticket import Ref
from bot.errors import BotError
from bot.ports import Work
from bot.world import World

log = logging.getLogger("caseline.search")
Find = Callable[[Interaction], Sequence[Choice]]
"""Options for who types: `command` and `about` are the form's, `words` what was typed so far."""

OFFERED, LONGEST = 20, 150
"""Options in one answer, and characters of a ticket's name: no chat gives more of them back."""


class Search:
    """Answers every search; synchronous, safe to call from several threads, never raises.

    Only those find anything who may use the form's word there. Nothing is changed, and nothing is
    remembered of who asked.
    """

    def __init__(
        self,
        world: World,
        commands: tuple[Command, ...] = COMMANDS,
        *,
        patience: float = ticket_search.PATIENCE,
    ) -> None:
        self._world = world
        self._commands = {one.word: one for one in commands if one.searches}
        self._patience = patience

    def find(self, said: Interaction) -> tuple[Choice, ...]:
        started = perf_counter()
        try:
            if not self._may(said):
                return ()
            return self._options(said, self._patience - (perf_counter() - started))
        except BotError as error:
            log.info("A search was not answered.", extra={"why": type(error).__name__})
        except Exception:  # Somebody is typing: a bug must not end in a window that shows an error.
            log.exception("A search broke.")
        return ()

    def _may(self, said: Interaction) -> bool:
        """NotAllowed is raised where a rule forbids it; what may not be seen has nothing to be found."""
        command = self._commands.get(said.command)
        if command is None or said.person.guest or not said.about or not self._world.desks:
            return False
        by = Actor(said.person.id, said.door, command.word)
        asked = Asked(self._world, said, by, said.words, said.about)
        with self._world.store.read() as work:
            incident = work.incidents.get(said.about)
            if incident is None or not permission.may_see(asked, work, incident):
                return False
            permission.check(asked, command, work)
        return True

    def _options(self, said: Interaction, patience: float) -> tuple[Choice, ...]:
        typed = "".join(c if c.isprintable() else " " for c in said.words)
        named = [ref for ref in named_in(typed, self._world.desks) if len(str(ref)) <= LONGEST][:OFFERED]
        # A bare number may be one of a ticket, and a word that stands in others.
        words = "" if named and ":" in typed else typed
        found = ticket_search.Found(())
        if words or not named:
            found = ticket_search.find(self._world, words, limit=OFFERED, patience=max(patience, 0.1))
        silent = tuple(cards.silent(system) for system in found.silent)[:OFFERED]
        known = {**ticket_search.known(self._world, named), **{one.ref: one for one in found.tickets}}
        refs = list(dict.fromkeys((*named, *(one.ref for one in found.tickets))))
        with self._world.store.read() as work:
            linked = _linked(work, said.about, refs)
        refs.sort(key=lambda ref: ref in linked and ref not in named)
        shown = [self._option(ref, known, linked) for ref in refs]
        return (*shown[: OFFERED - len(silent)], *silent)

    def _option(self, ref: Ref, known: ticket_search.Known, linked: frozenset[Ref]) -> Choice:
        ticket = known.get(ref)
        if ticket is None:
            return cards.named(ref, linked=ref in linked)
        return cards.option(ticket, customer.standing(self._world, ticket).tier, linked=ref in linked)


def _linked(work: Work, incident: str, refs: Sequence[Ref]) -> frozenset[Ref]:
    return frozenset(one.ref for one in work.ticket_links.among(refs) if one.incident == incident)
