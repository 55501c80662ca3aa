"""What changes while a card is on its way is drawn into it afterwards."""

from collections.abc import Callable

from bot.domain.card import Card
from bot.ports import Posted
from tests.bot.actions.promises import arrives, passes, promising
from tests.fakes.chat import Chat
from tests.fakes.desk import Desk
from tests.fakes.reader import read
from tests.fakes.teller import Teller


class Slow(Chat):
    """While a card whose room or title says `during` is being posted, something else happens."""

    during = ""
    happens: Callable[[], object] = staticmethod(lambda: None)

    def post(
        self, workspace: str, to: str, card: Card, *, key: str, thread: str = "", doubtful: bool = False
    ) -> Posted:
        if self.during and self.during in f"{to} {card.title}":
            self.during = ""
            self.happens()
        return super().post(workspace, to, card, key=key, thread=thread, doubtful=doubtful)


def test_a_liaison_found_while_one_is_asked_for_is_shown_in_the_question(database):
    chat = Slow()
    teller = Teller(database, chat=chat)
    teller.declare()
    chat.during = "needs a customer liaison"
    chat.happens = lambda: teller.does("leo", "liaison me", room=teller.room())

    teller.knock()

    assert "INC-1 has a customer liaison" in chat.heard(f"slack:{teller.room()}")


def test_what_changes_while_an_incident_is_announced_is_announced(database):
    chat = Slow()
    teller = Teller(database, chat=chat)
    teller.settings = teller.settings.model_copy(update={"announce": ("slack:#incidents",)})
    teller.__post_init__()
    chat.during = "#incidents"
    chat.happens = lambda: teller.does("ana", "cancel no trouble", about="INC-1")

    teller.declare()

    assert [title.split(" · ")[0] for title in chat.heard("slack:#incidents")] == ["CANCELLED"]


def test_a_ticket_linked_while_it_is_offered_is_offered_no_longer(database):
    chat = Slow()
    teller = Teller(database, chat=chat, desks={"zendesk": Desk()})
    teller.desks["zendesk"].has("1", "The checkout is down for all of us")
    chat.during = "sounds alike"
    chat.happens = lambda: teller.does("leo", "link zendesk:1", about="INC-1")

    teller.declare("sev1 Checkout is down")
    teller.knock()

    assert "INC-1: no ticket waits to be linked" in chat.heard(f"slack:{teller.room()}")


def promised(database) -> tuple[Slow, Teller]:
    """A ticket of Ana's, an hour after it came; whoever leads her team is Mei."""
    chat = Slow()
    teller = Teller(database, settings=promising(), chat=chat, desks={"zendesk": Desk()})
    arrives(teller)
    return chat, teller


def test_why_a_promise_was_missed_is_shown_in_a_reminder_that_was_on_its_way(database):
    chat, teller = promised(database)
    chat.during = "slack:mei First reply is late"
    chat.happens = lambda: teller.does("ana", "sla reason zendesk:1 missed")

    passes(teller, minutes=62)

    [card] = [one.card for one in chat.said if one.room == "slack:mei"]
    assert "Why it was missed: We overlooked it." in read(card)


def test_a_call_for_help_that_is_answered_while_it_is_on_its_way_says_so(database):
    chat, teller = promised(database)
    passes(teller, minutes=46)
    chat.during = "Ana asks for help"
    chat.happens = lambda: teller.does("mei", "sla accept zendesk:1")

    teller.does("ana", "sla escalate zendesk:1 The refund needs you")
    teller.carry()

    titles = [one.card.title for one in chat.said if one.room == "slack:mei"]
    assert titles == ["Mei helps with zendesk:1 · Card declined"]
