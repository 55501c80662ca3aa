"""Which address answers what."""

from collections.abc import Callable

from tests.fakes.listening import Answer, Asked
from tests.fakes.pagerduty import rest
from tests.fakes.pagerduty.incidents import Incidents, Pager
from tests.fakes.pagerduty.rest import NOT_FOUND, included
from tests.fakes.pagerduty.state import Incident, Json


class Doors:
    def __init__(self, pager: Pager) -> None:
        self._pager = pager
        self._incidents = Incidents(pager)

    def answer(self, asked: Asked) -> Answer:
        _, kind, *ids = asked.path.split("/")
        rooms: dict[str, Callable[[Asked, list[str]], Answer]] = {
            "incidents": self._incidents.answer,
            "users": self._users,
            "services": self._services,
            "oncalls": self._on_calls,
            "webhook_subscriptions": lambda asked, _: rest.listed(
                "webhook_subscriptions", self._pager.subscriptions, asked
            ),
        }
        return rooms[kind](asked, ids) if kind in rooms else NOT_FOUND

    # --- people and services ----------------------------------------------------------------------

    def _users(self, asked: Asked, ids: list[str]) -> Answer:
        if not ids:
            wanted = asked.first("query").casefold()
            found = [
                one.as_json()
                for one in self._pager.people.values()
                if wanted in one.email.casefold() or wanted in one.name.casefold()
            ]
            return rest.listed("users", found, asked)
        known = next((one for one in self._pager.people.values() if one.id == ids[0]), None)
        if known is None:
            return NOT_FOUND
        if ids[1:] == ["contact_methods"]:
            return Answer(200, {"contact_methods": known.contact_methods()})
        return Answer(200, {"user": known.as_json()})

    def _services(self, asked: Asked, ids: list[str]) -> Answer:
        known = self._pager.services.get(ids[0]) if ids else None
        return Answer(200, {"service": known.as_json()}) if known else NOT_FOUND

    def _on_calls(self, asked: Asked, _: list[str]) -> Answer:
        wanted = asked.query.get("escalation_policy_ids[]", [])
        whole = "users" in included(asked)
        found = [
            {
                "escalation_policy": {"id": one.policy, "type": "escalation_policy_reference"},
                "escalation_level": place + 1,
                "schedule": None,
                "user": person.as_json() if whole else person.as_reference(),
                "start": None,
                "end": None,
            }
            for one in self._pager.services.values()
            if one.policy in wanted
            for place, level in enumerate(one.levels)
            for person in level
        ]
        return rest.listed("oncalls", found, asked)

    # --- events -----------------------------------------------------------------------------------

    def event(self, wanted: Json) -> Answer:
        """Nobody in particular did it; the same key means the same alert, as long as it is open."""
        service = next(
            (one for one in self._pager.services.values() if one.routing_key == wanted["routing_key"]), None
        )
        key = wanted.get("dedup_key", "")
        taken = Answer(202, {"status": "success", "message": "Event processed", "dedup_key": key})
        if service is None:
            message = {"status": "invalid event", "message": "Event object is invalid"}
            return Answer(400, {**message, "errors": ["'routing_key' is not known"]})
        known = next((one for one in self._incidents.of(service) if one.is_open and one.key == key), None)
        match (wanted["event_action"], known):
            case ("trigger", None):
                more = {"key": key, "by_event": True, "details": str(wanted["payload"]["custom_details"])}
                self._pager.make(service, wanted["payload"]["summary"], by=None, **more)
            case ("trigger", Incident() as same):
                same.triggers += 1
            case ("acknowledge", Incident() as same):
                self._pager.turn(same, "acknowledged", None)
            case ("resolve", Incident() as same):
                self._pager.turn(same, "resolved", None)
        return taken
