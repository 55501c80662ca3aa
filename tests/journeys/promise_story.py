"""The third story: one promise to a customer is kept, and one is broken, and nobody hears of it too late.

The same words in every chat; hours go by in between, since the story moves the clock.
"""

from dataclasses import dataclass
from typing import Protocol

from tests.journeys.stage import DIRECT, INCIDENTS, SUPPORT, WAR_ROOM
from tests.journeys.story import Look, eventually
from tests.journeys.ticket_story import Scene

SETTINGS = """
people:
  ana: {{name: Ana, {chat}: "{ana}", zendesk: 900002}}
  leo: {{name: Leo, {chat}: "{leo}"}}
  mia: {{name: Mia, {chat}: "{mia}"}}
  eve: {{name: Eve, {chat}: "{eve}"}}
teams:
  support: {{lead: mia, manager: eve, members: [ana, leo, mia], channel: "{chat}:{channel}"}}
duty_manager: eve
sla:
  - name: everybody
    targets: {{first_reply: 1h}}
    team: support
"""
REPLY = "Your invoices are on their way."


class Time(Protocol):
    def moves(self, *, minutes: float) -> None: ...


@dataclass
class Watch(Scene):
    """A scene in which hours pass."""

    time: Time

    def is_anas(self, name: str, customer: str, subject: str) -> str:
        """A new ticket that Ana takes, once Caseline knows both; how people call it."""
        self.files(name, customer, subject)
        ref = self.ref(name)
        self.desk.takes(self.tickets[name])
        self.comes_true(lambda: self._is_followed(ref), f"nobody follows {name}")
        return ref

    def as_time_goes_by(self, look: Look) -> Look:
        """Twenty seconds between two looks: what is put off, or tried again, comes all the same."""

        def read() -> str:
            self.time.moves(minutes=1 / 3)
            return look.read()

        return Look(look.stage, read)

    def _is_followed(self, ref: str) -> bool:
        """As Leo is told, who asks again until it is."""
        self.stage.types("leo", f"sla {ref}", room=SUPPORT)
        seen = self.sees("leo", SUPPORT).read()
        return f"left · {ref}" in seen and "with ana" in seen.casefold().rpartition(ref)[2]


def settings_of(chat: str, channel: str, **ids: str) -> str:
    """An hour to the first reply, a team that keeps it, and whoever hears when it does not."""
    return SETTINGS.format(chat=chat, channel=channel, **ids)


def tell(watch: Watch, *, in_short: bool = False) -> None:
    """All chapters, in order; in short, those that no other story tells in part."""
    for chapter in IN_SHORT if in_short else CHAPTERS:
        chapter(watch)


def _reminded(watch: Watch) -> None:
    """Ana hears of her ticket before it is due, and her team a little later."""
    ref = watch.is_anas("kept", "dana", "Where are my invoices?")
    soon = f"First reply is due soon · {ref} · Where are my invoices?"
    watch.time.moves(minutes=46)
    eventually(watch.sees("ana", DIRECT), soon, "Globex")
    assert soon not in (there := watch.sees("leo", SUPPORT).read()), there

    watch.time.moves(minutes=9)
    eventually(watch.sees("leo", SUPPORT), soon)
    eventually(watch.sees("ana", DIRECT), soon, f"There is a newer reminder: First reply · {ref}")


def _taken(watch: Watch) -> None:
    """Ana is on it, as everybody sees; whoever asks is told how it stands, and why."""
    ref = watch.ref("kept")
    watch.stage.presses("ana", "I'm on it", room=DIRECT)
    eventually(watch.sees("leo", SUPPORT), "Ana is on it until", "Take over")
    eventually(watch.sees("ana", DIRECT), "Ana is on it until")

    watch.stage.types("leo", f"sla why {ref}", room=SUPPORT)
    eventually(watch.sees("leo", SUPPORT), f"First reply of {ref}, minute by minute", "running in 24x7")
    watch.stage.types("mia", "due team", room=SUPPORT)
    eventually(watch.sees("mia", SUPPORT), "One promise of support", "Where are my invoices?")


def _kept(watch: Watch) -> None:
    """She answers from the chat: the customer reads it once, and every card is done."""
    ref, ticket = watch.ref("kept"), watch.tickets["kept"]
    watch.stage.presses("ana", "Reply", room=DIRECT)
    watch.stage.fills("ana", text=REPLY)
    done = f"Done: First reply · {ref}"
    eventually(watch.sees("leo", SUPPORT), done, "Answered by", "in time", without=("Ana is on it until",))
    eventually(watch.sees("ana", DIRECT), done, without=("I'm on it",))
    eventually(Look(watch.stage, lambda: "\n".join(watch.desk.replies(ticket))), REPLY)
    assert watch.desk.replies(ticket) == [REPLY]


def _broken(watch: Watch) -> None:
    """Nobody answers: Ana and her lead hear louder, and she says why."""
    ref = watch.is_anas("broken", "bo", "The export is empty")
    late = f"First reply is late · {ref} · The export is empty"
    watch.time.moves(minutes=61)
    eventually(watch.sees("ana", DIRECT), late)
    eventually(watch.sees("mia", DIRECT), late)
    assert watch.stage.is_loud("mia", late, room=DIRECT)

    watch.stage.presses("ana", "Say why", room=DIRECT)
    watch.stage.fills("ana", reason="waited_for_engineering", note="The exporter crashes.")
    why = "Why it was missed: We waited for engineering. — The exporter crashes."
    eventually(watch.sees("mia", DIRECT), why, without=("Say why",))


def _escalated(watch: Watch) -> None:
    """She asks for help, her lead gives it, and wants no more reminders for a while."""
    watch.stage.presses("ana", "Escalate", room=DIRECT)
    watch.stage.fills("ana", why="The refund needs you.")
    eventually(watch.sees("mia", DIRECT), "Ana asks for help · ", "The refund needs you.")
    watch.stage.presses("mia", "I take it", room=DIRECT)
    eventually(watch.sees("ana", DIRECT), f"Mia helps you with {watch.ref('broken')}")

    watch.stage.presses("mia", "Snooze 30 min", room=DIRECT)
    eventually(watch.sees("mia", DIRECT), "You hear no more of it before")
    watch.desk.solves(watch.tickets["broken"])
    eventually(watch.sees("mia", DIRECT), f"Done late: First reply · {watch.ref('broken')}")


def _awaited(watch: Watch) -> None:
    """Customers of an incident wait for word: its liaison is reminded, and whoever is on duty of silence."""
    watch.stage.types("ana", "declare sev1 Checkout is down", room=SUPPORT)
    eventually(watch.sees("leo", INCIDENTS), "INC-1", "Join")
    watch.stage.presses("leo", "Join", room=INCIDENTS)
    eventually(watch.sees("leo", WAR_ROOM), "I'll be customer liaison")
    watch.stage.presses("leo", "I'll be customer liaison", room=WAR_ROOM)
    eventually(watch.sees("ana", WAR_ROOM), "Leo is now customer liaison", "Take command")
    watch.stage.presses("ana", "Take command", room=WAR_ROOM)
    eventually(watch.sees("leo", WAR_ROOM), "Ana is now incident commander")

    what = "Word to customers"
    watch.time.moves(minutes=16)
    eventually(watch.sees("leo", DIRECT), f"{what} is due soon · INC-1")
    watch.stage.presses("leo", "Post update", room=DIRECT)
    watch.stage.fills("leo", text="Card payments fail; PayPal works.")
    eventually(watch.sees("leo", DIRECT), f"Done: {what} · INC-1")

    watch.time.moves(minutes=19)
    eventually(watch.sees("ana", DIRECT), f"{what} is due soon · INC-1")
    watch.time.moves(minutes=62)
    eventually(watch.sees("eve", DIRECT), f"{what} is late · INC-1")
    watch.stage.types("leo", "update Cards work again.", room=WAR_ROOM)
    eventually(watch.sees("eve", DIRECT), f"Done late: {what} · INC-1")


def _silent(watch: Watch) -> None:
    """The desk answers nobody: reminders go on from what is known, and say how old that is."""
    ref = watch.is_anas("silent", "cleo", "I cannot log in")
    watch.desk.falls_silent()
    watch.time.moves(minutes=50)
    silent = f"{watch.desk.name.capitalize()} has told nothing new since"
    seen = watch.as_time_goes_by(watch.sees("ana", DIRECT))
    eventually(seen, f"First reply is due soon · {ref}", silent)

    watch.desk.answers_again()
    watch.desk.solves(watch.tickets["silent"])
    eventually(seen, f"Done: First reply · {ref}", without=(silent,))


IN_SHORT = (_reminded, _taken, _kept, _broken, _escalated)
CHAPTERS = (*IN_SHORT, _silent, _awaited)
