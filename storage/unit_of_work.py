"""Units of work: everything in one is committed together, or nothing is.

Also who carries the outbox, since a unit of work that adds to it tells them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import Connection, Engine, text

from bot import ports
from bot.errors import Unavailable
from storage import file, schema
from storage.audit import Audit
from storage.bridges import Bridges
from storage.carrier import Carrier
from storage.cause_requests import CauseRequests
from storage.channel import CHANNEL, lock_number
from storage.desks import Desks
from storage.digests import Digests
from storage.engine import LOOKS, PATIENCE, WRITES, begin_on_sqlite, engine_for, without_events
from storage.failures import NO_ANSWER, UNSURE, answering
from storage.feeds import Feeds
from storage.follow_rules import FollowRules
from storage.followers import Followers
from storage.identities import Identities
from storage.impacts import Impacts
from storage.incidents import Incidents
from storage.interactions import Interactions
from storage.ledgers import Ledgers
from storage.outbox import Outbox
from storage.page_plans import PagePlans
from storage.pagers import OnCalls, PagerLinks
from storage.pages import Pages
from storage.people import People
from storage.personal_words import PersonalWords
from storage.places import Places
from storage.rehearsals import Rehearsals
from storage.relays import Relays
from storage.roles import Roles
from storage.rooms import Rooms
from storage.sla_clocks import Clocks
from storage.sla_editions import Editions
from storage.sla_notices import Notices
from storage.sla_plans import Plans
from storage.sla_updates import Updates
from storage.sla_wishes import Breaches, Hushes
from storage.stand_ins import StandIns
from storage.status_updates import StatusUpdates
from storage.subscribers import Subscribers
from storage.summaries import Summaries
from storage.tasks import Tasks
from storage.tellings import Tellings
from storage.ticket_links import TicketLinks
from storage.tickets import Tickets
from storage.timeline import Timeline

if TYPE_CHECKING:
    from storage.listener import Listener

_NOTIFY = text(f"SELECT pg_notify('{CHANNEL}', :sender)")
_LOCK_IS_FREE = text("SELECT pg_try_advisory_xact_lock(:number)")


class UnitOfWork:
    """The repositories of one connection; keeps the promise of `bot.ports.Work`."""

    def __init__(self, connection: Connection) -> None:
        self.carried = Outbox(connection)
        self.incidents: ports.Incidents = Incidents(connection)
        self.rooms: ports.Rooms = Rooms(connection)
        self.roles: ports.Roles = Roles(connection)
        self.timeline: ports.Timeline = Timeline(connection)
        self.tasks: ports.Tasks = Tasks(connection)
        self.people: ports.People = People(connection)
        self.identities: ports.Identities = Identities(connection)
        self.same: dict[str, tuple[str, ...]] = {}
        self.relays: ports.Relays = Relays(connection)
        self.places: ports.Places = Places(connection)
        self.outbox: ports.Outbox = self.carried
        self.audit: ports.Audit = Audit(connection)
        self.interactions: ports.Interactions = Interactions(connection)
        self.tickets: ports.Tickets = Tickets(connection)
        self.ticket_links: ports.TicketLinks = TicketLinks(connection)
        self.impacts: ports.Impacts = Impacts(connection)
        self.desks: ports.Desks = Desks(connection)
        self.updates: ports.Updates = Updates(connection)
        self.clocks: ports.Clocks = Clocks(connection)
        self.plans: ports.Plans = Plans(connection, self.carried)
        self.notices: ports.Notices = Notices(connection)
        self.hushes: ports.Hushes = Hushes(connection)
        self.breaches: ports.Breaches = Breaches(connection)
        self.editions: ports.Editions = Editions(connection)
        self.pages: ports.Pages = Pages(connection)
        self.page_plans: ports.PagePlans = PagePlans(connection, self.carried)
        self.pager_links: ports.PagerLinks = PagerLinks(connection)
        self.on_calls: ports.OnCalls = OnCalls(connection)
        self.stand_ins: ports.StandIns = StandIns(connection)
        self.bridges: ports.Bridges = Bridges(connection)
        self.feeds: ports.Feeds = Feeds(connection)
        self.status_updates: ports.StatusUpdates = StatusUpdates(connection)
        self.tellings: ports.Tellings = Tellings(connection)
        self.rehearsals: ports.Rehearsals = Rehearsals(connection)
        self.ledgers: ports.Ledgers = Ledgers(connection)
        self.cause_requests: ports.CauseRequests = CauseRequests(connection)
        self.personal_words: ports.PersonalWords = PersonalWords(connection)
        self.followers: ports.Followers = Followers(connection)
        self.summaries: ports.Summaries = Summaries(connection)
        self.follow_rules: ports.FollowRules = FollowRules(connection)
        self.digests: ports.Digests = Digests(connection)
        self.subscribers: ports.Subscribers = Subscribers(connection)


def connect(url: str, bell: ports.Bell, *, patience: float = PATIENCE) -> "Database":
    """The database at this address.

    Raises SettingsError when the address, the file or the schema cannot be used, NotFound when
    nobody made a database there yet, and Unavailable when nobody answers there.
    """
    database = Database(engine_for(url, patience=patience), bell, patience=patience)
    try:
        file.must_be_there(database.engine.url)
        database.check()
    except BaseException:
        database.close()
        raise
    return database


class Database:
    """Keeps the promise of `bot.ports.Store`.

    `token` names this process among all that ever were; its workers are called `<token>/<n>`.
    """

    def __init__(self, engine: Engine, bell: ports.Bell, *, patience: float = PATIENCE) -> None:
        self.engine = engine
        self.token = uuid4().hex
        self._bell = bell
        self._patience = patience
        self._is_sqlite = engine.dialect.name == "sqlite"
        # Within one process writers queue here; SQLite itself would let them sleep and try again.
        self._turn = Lock()
        self._changing = without_events(engine) if self._is_sqlite else engine
        self._looking = (
            self._changing if self._is_sqlite else engine.execution_options(isolation_level="AUTOCOMMIT")
        )
        self._carrying: Listener | Carrier | None = None

    def check(self) -> None:
        """Raises SettingsError when the schema does not fit, Unavailable when nobody answers."""
        with answering(), self._looking.connect() as connection:
            schema.check(connection)

    @contextmanager
    def read(self) -> Iterator[ports.Work]:
        """SQLite shows one moment throughout; on PostgreSQL each question sees the latest commit."""
        with answering(), self._looking.connect() as connection:
            self._begin(connection, LOOKS)
            yield UnitOfWork(connection)

    @contextmanager
    def change(self) -> Iterator[ports.Work]:
        """After the commit the bell was rung here, and in every other process that carries."""
        committing = False
        try:
            with answering(), self._turn_to_write(), self._changing.begin() as connection:
                self._begin(connection, WRITES)
                work = UnitOfWork(connection)
                yield work
                if work.carried.grown and not self._is_sqlite:
                    connection.execute(_NOTIFY, {"sender": self.token})
                committing = True
        except Unavailable as error:
            if committing:
                raise Unavailable(UNSURE, unsure=True) from error
            raise
        if work.carried.grown:
            self._bell.ring(work.carried.grown)

    def _begin(self, connection: Connection, how: str) -> None:
        """PostgreSQL begins by itself."""
        if self._is_sqlite:
            begin_on_sqlite(connection, how)

    @contextmanager
    def _turn_to_write(self) -> Iterator[None]:
        if not self._is_sqlite:
            yield
            return
        if not self._turn.acquire(timeout=self._patience / 2):
            raise Unavailable(NO_ANSWER)
        try:
            yield
        finally:
            self._turn.release()

    def carry(self) -> None:
        """From now on this process carries the outbox, and hears of rows that others add.

        On PostgreSQL it also shows that it lives; returns when it does, or after a moment when
        the database does not answer just now. On SQLite it raises SettingsError when another
        process carries already.
        """
        if self._carrying is not None:
            return
        if self._is_sqlite:
            with answering():
                self._carrying = Carrier(str(self.engine.url.database))
            return
        # Loads a driver that SQLite has no use for.
        from storage.listener import Listener  # noqa: PLC0415

        conninfo = self.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._carrying = listener = Listener(conninfo, self.token, self._bell)
        listener.start()
        listener.listening.wait(self._patience)

    def release_orphans(self) -> int:
        """Rows taken by processes that died wait again, doubtful; returns how many.

        On PostgreSQL a process that carries holds a lock as long as it lives. On SQLite one
        process alone may carry, so whatever another one has taken is an orphan.
        """
        with answering(), self._turn_to_write(), self._changing.begin() as connection:
            self._begin(connection, WRITES)
            outbox = UnitOfWork(connection).carried
            dead = {one for one in outbox.takers() - {self.token} if self._is_dead(connection, one)}
            released = outbox.release(dead) if dead else 0
            if released and not self._is_sqlite:
                connection.execute(_NOTIFY, {"sender": self.token})
        if released:
            self._bell.ring(released)
        return released

    def _is_dead(self, connection: Connection, token: str) -> bool:
        """Nobody else can find the same while this unit of work lasts."""
        if self._is_sqlite:
            return True
        return bool(connection.execute(_LOCK_IS_FREE, {"number": lock_number(token)}).scalar())

    def close(self) -> None:
        if self._carrying is not None:
            self._carrying.stop()
            self._carrying = None
        self.engine.dispose()
