"""Who was written what, in whatever order people come and go, words go out, and letters are held up."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.actions import subscriber
from bot.actions.delivery import deliver_next
from bot.domain.status_update import Audience, Telling, UpdateState
from bot.errors import NotLetIn, NotNow, TryLater
from tests.bot.actions.subscribing import Postman, corrects, link, publishes, subscribed, team
from tests.bot.actions.telling import settle
from tests.fakes.teller import Teller

NAMES = "abcd"
DEEDS = (
    *["publish"] * 3,
    *["settle"] * 4,
    *["one"] * 6,
    *["join"] * 4,
    *("correct", "retract", "pause", "resume", "leave", "busy", "lost", "locked", "mend", "retry"),
)
stories = st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(NAMES)), min_size=6, max_size=24)


@dataclass
class Story:
    """`there` are those who subscribed before an update went out, by its number of words."""

    told: Teller
    postman: Postman
    known: dict[str, str] = field(default_factory=dict)
    there: dict[int, set[str]] = field(default_factory=dict)
    ids: dict[int, int] = field(default_factory=dict)
    comings: int = 0

    def happens(self, deed: str, name: str) -> None:
        self.told.clock.move(seconds=1)
        trouble = {
            "busy": NotNow("451"),
            "lost": TryLater("It was lost.", unsure=True),
            "locked": NotLetIn("535"),
        }
        words = {"pause": "publish pause", "resume": "publish resume", "retract": "retract it was wrong"}
        if deed in trouble:
            self.postman.trouble = lambda to: trouble[deed] if to.startswith(name) else None
        elif deed in ("publish", "correct"):
            self._says(deed)
        elif deed == "settle":
            settle(self.told)
        elif deed == "one":
            deliver_next(self.told.world, "test/1")
        elif deed == "join":
            self._joins(name)
        elif deed == "leave":
            self._leaves(name)
        elif deed == "mend":
            self.mend()
        else:
            self.told.does("eve", words.get(deed, deed), about="INC-1")

    def mend(self) -> None:
        self.postman.trouble = lambda _: None

    def _says(self, deed: str) -> None:
        with self.told.store.read() as work:
            latest = work.status_updates.latest("INC-1")
        number = len(self.ids) + 1
        say = corrects if deed == "correct" and latest else publishes
        self.ids[number] = say(self.told, number).id
        self.there[number] = set(self.known.values())

    def _joins(self, name: str) -> None:
        """Who comes again is somebody else."""
        if name not in self.known:
            self.comings += 1
            self.known[name] = f"{name}{self.comings}@secret.test"
            subscribed(self.told, self.known[name])

    def _leaves(self, name: str) -> None:
        """By a link, if they have one."""
        letters = self.postman.to(self.known.get(name, ""))
        if letters and subscriber.leave(self.told.world, link(letters[-1], "leave")):
            del self.known[name]

    def ends(self) -> None:
        self.mend()
        for _ in range(4):
            self.told.does("eve", "publish resume", about="INC-1")
            self.told.does("eve", "retry", about="INC-1")
            settle(self.told)
            self.told.clock.move(minutes=2)


@pytest.fixture
def fresh(fresh_database):
    """Makes stories, each with a database of its own."""

    def made() -> Story:
        database = fresh_database()
        return Story(*team(database))

    return made


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=stories)
def test_everybody_is_written_every_word_once_and_every_retraction_of_what_they_read(fresh, story):
    ours = fresh()
    for deed, name in story:
        ours.happens(deed, name)
    ours.ends()

    with ours.told.store.read() as work:
        updates = {number: work.status_updates.get(id) for number, id in ours.ids.items()}
        telling = [one for each in updates.values() if not each.paused_at for one in _all(work, each.id)]
    # One that was paused when the next one went out stays so: only the latest can be gone on with.
    due = {n for n, one in updates.items() if one.state is UpdateState.PUBLISHED and not one.paused_at}
    everybody = {letter.to for letter, _ in ours.postman.taken}
    for address in everybody | set(ours.known.values()):
        letters = ours.postman.to(address)
        read = [number for number in ours.ids if sum(f"word {number:03}" in one.text for one in letters)]
        withdrawn = [one for one in letters if one.text.startswith("Withdrawn")]
        retracted = [number for number in read if updates[number].state is UpdateState.RETRACTED]
        assert len(letters) == len(read) + len(withdrawn), "a word came twice"
        if address in ours.known.values():
            # Words and their correction that were retracted together are taken back by one letter.
            assert len(withdrawn) == len({updates[number].retracted_at for number in retracted})
            assert {n for n in due if address in ours.there[n]} <= set(read)
        else:
            assert len(withdrawn) <= len(retracted)
    assert {one.state.value for one in telling} <= {"told", "skipped"}


def _all(work, update):
    return work.tellings.behind(update, Audience.SUBSCRIBERS, "", states=tuple(Telling), limit=100)
