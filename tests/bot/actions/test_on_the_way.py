"""What changes while a card is on its way is drawn into it afterwards."""

from collections.abc import Callable

from bot.domain.card import Card
from bot.ports import Posted
from tests.fakes.chat import Chat
from tests.fakes.desk import Desk
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
