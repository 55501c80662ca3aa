"""The second story: customers write, and an incident's people know whom it hurts.

The same words in every chat, with the same people at the desk.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.journeys.stage import INCIDENTS, PATIENCE, SUPPORT, WAR_ROOM, Desk, Stage
from tests.journeys.story import Look, eventually

TAG = "incident:inc-1"
NOTE = "Linked to INC-1 (SEV"


@dataclass
class Scene:
    """Where it is told, and the tickets by what the story calls them."""

    stage: Stage
    desk: Desk
    tickets: dict[str, str] = field(default_factory=dict, kw_only=True)

    def files(self, name: str, customer: str, subject: str) -> None:
        self.tickets[name] = self.desk.files(customer, subject)

    def ref(self, name: str) -> str:
        """How people call this ticket."""
        return f"{self.desk.name}:{self.tickets[name]}"

    def sees(self, who: str, room: str) -> Look:
        """In one line: chats break it where they like."""
        return Look(self.stage, lambda: " ".join(self.stage.sees(who, room=room).split()))

    def comes_true(self, holds: Callable[[], bool], what: str) -> None:
        """At the desk, some time from now."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, what
            self.stage.wait()

    def has_its_mark(self, name: str) -> None:
        """The tag and one note of ours, as soon as Caseline was there."""
        ticket = self.tickets[name]
        self.comes_true(lambda: bool(self.desk.notes(ticket)), f"nobody noted anything on {name}")
        notes, tags = self.desk.notes(ticket), self.desk.tagged(ticket)
        assert len(notes) == 1, notes
        assert notes[0].startswith(NOTE), notes
        assert TAG in tags, tags


def tell(stage: Stage, desk: Desk) -> None:
    """All chapters, in order."""
    scene = Scene(stage, desk)
    for chapter in CHAPTERS:
        chapter(scene)


def _offered(scene: Scene) -> None:
    """What customers wrote before is offered with the reason; Leo takes all of it with one press."""
    scene.files("first", "dana", "Checkout is down since this morning")
    scene.files("second", "bo", "Your checkout is down")
    scene.files("other", "cleo", "How do I change my address?")
    scene.stage.types("ana", "declare sev1 Checkout is down", room=SUPPORT)
    eventually(scene.sees("leo", INCIDENTS), "INC-1", "Join")
    scene.stage.presses("leo", "Join", room=INCIDENTS)

    seen = eventually(
        scene.sees("leo", WAR_ROOM),
        "INC-1: 2 tickets sound alike",
        f"{scene.ref('first')} Checkout is down since this morning · Globex (vip) — same words: ",
        f"{scene.ref('second')} Your checkout is down · Initech (standard) — same words: ",
    )
    assert scene.ref("other") not in seen, seen

    scene.stage.presses("leo", "Link all 2", room=WAR_ROOM)
    eventually(scene.sees("ana", WAR_ROOM), "no ticket waits to be linked", without=("sound alike",))


def _counted(scene: Scene) -> None:
    """Ana links one more without leaving her channel; the card counts, and each ticket tells its agents."""
    scene.files("third", "eli", "Card declined at the last step")
    address = scene.desk.address(scene.tickets["third"])
    scene.stage.types("ana", f"link INC-1 {address}", room=SUPPORT)
    eventually(scene.sees("ana", SUPPORT), f"{scene.ref('third')} is being linked to INC-1", "Undo")

    for name in ("first", "second", "third"):
        scene.has_its_mark(name)
    eventually(
        scene.sees("leo", WAR_ROOM),
        "2 of 2 linked",
        f"{scene.ref('third')} Card declined at the last step · Umbra (premium)",
        "3 in 3 organisations (1 vip: Globex · 1 premium · 1 standard)",
        "3, 3 open",
    )


def _pasted(scene: Scene) -> None:
    """Whoever posts an address is asked, and nobody else."""
    scene.files("fourth", "cleo", "I cannot pay by card")
    scene.stage.joins("eve", room=WAR_ROOM)
    question = f"Link {scene.ref('fourth')} to INC-1?"
    scene.stage.says("eve", f"See {scene.desk.address(scene.tickets['fourth'])}", room=WAR_ROOM)
    eventually(scene.sees("eve", WAR_ROOM), question)
    assert question not in (there := scene.stage.sees("leo", room=WAR_ROOM)), there

    scene.stage.presses("eve", "Link", room=WAR_ROOM)
    scene.has_its_mark("fourth")


def _tagged(scene: Scene) -> None:
    """An agent who never left the desk links by a tag."""
    scene.files("fifth", "bo", "Payment page stays white")
    scene.desk.tags(scene.tickets["fifth"], TAG)
    eventually(
        scene.sees("ana", WAR_ROOM), f"Linked by its tag: {scene.ref('fifth')} Payment page stays white"
    )
    scene.has_its_mark("fifth")


def _followed(scene: Scene) -> None:
    """What happens at the desk is told in one line a ticket, and the numbers follow."""
    scene.desk.solves(scene.tickets["first"])
    scene.desk.writes_again(scene.tickets["second"], "Is anybody there?")
    scene.desk.merges(scene.tickets["fourth"], into=scene.tickets["second"])
    scene.desk.deletes(scene.tickets["fifth"])

    told = (
        f"{scene.ref('first')} Checkout is down since this morning: status",
        f"{scene.ref('second')} Your checkout is down: the customer wrote again",
        f"merged into {scene.tickets['second']}",
        f"{scene.ref('fifth')} Payment page stays white: was deleted",
    )
    seen = eventually(scene.sees("leo", WAR_ROOM), *told, "→ solved")
    assert [seen.count(line) for line in told] == [1] * len(told), seen


def _stated(scene: Scene) -> None:
    """What people know better than any count stands beside it, with their name."""
    scene.stage.types("leo", "customers 250", room=WAR_ROOM)
    scene.stage.types("leo", "customers say Angry; two ask for their money back", room=WAR_ROOM)
    eventually(
        scene.sees("ana", WAR_ROOM),
        "250, says ",
        "Angry; two ask for their money back (",
        "5, 2 open",
    )


def _searched(scene: Scene) -> None:
    """Leo remembers some words of a ticket, and finds it while he types."""
    scene.files("sixth", "eli", "Wallet payments bounce")
    scene.stage.presses("leo", "Link tickets", room=WAR_ROOM)
    offered = scene.stage.searches("leo", "wallet", take=scene.ref("sixth"))
    assert "premium" in offered, offered
    assert scene.ref("other") not in offered, offered

    scene.stage.fills("leo")
    scene.has_its_mark("sixth")


def _silent(scene: Scene) -> None:
    """The desk answers nobody: that is said, all else goes on, and what waited is done once."""
    scene.files("seventh", "cleo", "Apple Pay is gone")
    scene.desk.falls_silent()
    scene.stage.types("leo", f"link {scene.ref('seventh')}", room=WAR_ROOM)
    silent = f"{scene.desk.name.capitalize()} does not answer"
    eventually(scene.sees("ana", WAR_ROOM), silent)
    scene.stage.types("eve", "sev 2", room=WAR_ROOM)
    eventually(scene.sees("mia", INCIDENTS), "SEV2")

    scene.desk.answers_again()
    scene.has_its_mark("seventh")
    eventually(scene.sees("ana", WAR_ROOM), without=(silent,))
    scene.has_its_mark("seventh")


def _ended(scene: Scene) -> None:
    """Ana takes back what she linked, Eve has a ticket made, and it is over."""
    scene.stage.presses("ana", "Undo", room=SUPPORT)
    eventually(scene.sees("leo", WAR_ROOM), f"Unlinked: {scene.ref('third')}")
    third = scene.tickets["third"]
    scene.comes_true(lambda: TAG not in scene.desk.tagged(third), "the tag stays")

    subject = "Pay back those who paid twice"
    scene.stage.types("eve", f"ticket new {scene.desk.name} {subject}", room=WAR_ROOM)
    scene.comes_true(lambda: bool(scene.desk.called(subject)), "no ticket was made")
    scene.tickets["made"] = scene.desk.called(subject)
    eventually(scene.sees("ana", WAR_ROOM), f"Made: {scene.ref('made')} {subject}")
    assert TAG in scene.desk.tagged(scene.tickets["made"])

    scene.stage.types("eve", "resolve New certificate", room=WAR_ROOM)
    eventually(
        scene.sees("leo", WAR_ROOM),
        "RESOLVED",
        "Resolved: New certificate",
        "4 in 3 organisations (1 vip: Globex · 1 premium · 2 standard)",
        "250, says ",
    )


CHAPTERS = (_offered, _counted, _pasted, _tagged, _followed, _stated, _searched, _silent, _ended)
