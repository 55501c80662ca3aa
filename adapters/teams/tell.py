"""Bringing a reply to the person by a message of our own, as privately as it is meant."""

import json
import logging
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

from adapters.teams import ids, render
from adapters.teams.connector import Connector
from adapters.teams.form_data import packed
from adapters.teams.render_press import Opens
from adapters.teams.wish import Where
from bot.domain.card import Card, Tone
from bot.domain.form import Form
from bot.domain.incident import KEY, key_of
from bot.domain.wording import say
from bot.errors import AdapterError, BotError
from bot.ports import Voice

log = logging.getLogger(__name__)

Secret = Callable[[Collection[str], str], bool]
"""Whether one of these incidents must not be spoken of in this room."""
Json = Mapping[str, Any]
PATIENCE = 1.0
"""Seconds that a person who pressed something waits for a message that goes with the answer."""
AT_ONCE = 16


class Teller:
    """What Teams does not take is tried by the next way; whether it arrived at all is the answer."""

    def __init__(self, voice: Voice, connector: Connector, opens: Opens, secret: Secret) -> None:
        self._voice = voice
        self._connector = connector
        self._secret = secret
        self.opens = opens
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="teams-tell")

    def in_time(self, call: Callable[..., bool], *given: object, **how: object) -> bool:
        """What `call` returns; True when it takes longer than somebody can wait, and it goes on."""
        work = self._threads.submit(call, *given, **how)
        done, _ = wait((work,), timeout=PATIENCE)
        return work.result() if done else True

    def close(self) -> None:
        """Finishes what is being said."""
        self._threads.shutdown(wait=True)

    def tell(self, where: Where, card: Card, *, public: bool = False) -> bool:
        """Privately unless `public`; among others only what others may read."""
        activity = render.activity(card, opens=self.opens)
        if public or where.alone:
            return self._here(where, activity, card)
        if where.targeted and self._targeted(where, activity):
            return True
        return self._privately(where, card) or self._here(where, activity, card)

    def say(self, where: Where, card: Card) -> bool:
        """As bare words, in the conversation."""
        return self._tried(self._connector.send, where.place, where.conversation, render.bare(card))

    def ask(self, where: Where, form: Form, *, zone: str = "") -> bool:
        """A form as a card of its own, where no dialog can be opened."""
        drawn = render.form(form, zone=zone, also=packed(form, own=True))
        attachment = {"contentType": render.CONTENT, "content": drawn}
        activity = {"type": "message", "summary": form.title, "attachments": [attachment]}
        if where.targeted and self._targeted(where, activity):
            return True
        card = Card(form.title)
        if where.alone or not self.is_secret(where, activity):
            return self._here(where, activity, card)
        spoken = say("Please ask me that in our personal chat; here others would read the answer.")
        return self._here(where, {"type": "message", "text": spoken}, card)

    def settle(self, where: Where, card: Card) -> bool:
        """The card that was pressed becomes this one, for everybody who sees it."""
        if not (where.card and where.conversation):
            return False
        drawn = render.activity(card, opens=self.opens)
        return self._tried(self._connector.update, where.place, where.conversation, where.card, drawn)

    def is_secret(self, where: Where, activity: Json) -> bool:
        """Of the incidents that this names, one that others in the room may not know of."""
        found = KEY.findall(json.dumps(activity, ensure_ascii=False))
        keys = {key_of(int(number)) for number in found}
        try:
            return bool(keys) and self._secret(keys, where.room)
        except BotError:
            return True

    def _here(self, where: Where, activity: Json, card: Card) -> bool:
        """In a room of others, what is secret becomes a hint."""
        if not where.conversation:
            return False
        if not where.alone and self.is_secret(where, activity):
            hint = Card(
                say("I may answer that only in private. Say hello to me in a personal chat, and ask there."),
                tone=Tone.WARNING,
            )
            activity, card = render.activity(hint), hint
        said = self._tried(self._connector.send, where.place, where.conversation, activity)
        return said or self._tried(self._connector.send, where.place, where.conversation, render.bare(card))

    def _privately(self, where: Where, card: Card) -> bool:
        person = ids.ours(where.person)
        return bool(person) and self._tried(self._voice.whisper, where.place.tenant, where.room, person, card)

    def _targeted(self, where: Where, activity: Json) -> bool:
        """As it was asked: for this person's eyes, in the room."""
        body = {**activity, "recipient": {"id": where.person}}
        try:
            self._connector.send(where.place, where.conversation, body, targeted=True)
        except AdapterError as error:
            log.info("a private answer was not taken in the room: %s", error)
            return False
        return True

    @staticmethod
    def _tried(call: Callable[..., object], *given: object) -> bool:
        try:
            call(*given)
        except (AdapterError, BotError) as error:
            log.warning("a reply was not taken: %s", error, extra={"way": call.__name__})
            return False
        return True
