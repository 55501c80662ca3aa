"""What Statuspage answers, as far as Caseline asks for it."""

import itertools
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

from tests.fakes.listening import Answer, Asked

Json = dict[str, Any]
KEY, PAGE = "statuspage-key", "2vp47kp8vp10"
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
PHASES = ("investigating", "identified", "monitoring", "resolved")


NOT_FOUND = Answer(404, {"message": "The requested resource could not be found."})


class FakeStatuspage:
    """`asked` lists what was asked, below the page; while it is `down` nobody answers."""

    def __init__(self, name: str = "Acme Status") -> None:
        self.name = name
        self.address = ""
        self.components: dict[str, Json] = {}
        self.incidents: list[Json] = []
        self.asked: list[str] = []
        self.down = False
        self._lost = ""
        self._trouble: Answer | None = None
        self._numbers = itertools.count(1)
        self._lock = Lock()

    def component(self, name: str, *, group: bool = False, id: str = "") -> str:
        id = id or f"component{len(self.components) + 1}"
        self.components[id] = {
            "id": id,
            "page_id": PAGE,
            "name": name,
            "group": group,
            "status": "operational",
            "position": len(self.components) + 1,
        }
        return id

    def settings(self, *, more: Json | None = None, **components: str) -> Json:
        told = {"base_url": f"{self.address}/v1", "api_key": KEY, "page_id": PAGE, "components": components}
        return {**told, **(more or {})}

    def deletes(self, id: str) -> None:
        """As a person does there."""
        self.incidents = [one for one in self.incidents if one["id"] != id]

    def answers(self, status: int = 200, said: Any = None, **headers: str) -> None:
        """Everything is answered with this status; as it should again with 200."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        told = {"message": "Trouble"} if said is None else said
        self._trouble = None if status == 200 else Answer(status, told, names)

    def loses(self, method: str) -> None:
        """The next request with this method is carried out, and its answer gets lost."""
        self._lost = method

    def answer(self, asked: Asked) -> Answer | None:
        """None when no answer arrives; what was asked is done before the answer goes out."""
        if self.down:
            return None
        with self._lock:
            self.asked.append(f"{asked.method} {asked.path.removeprefix(f'/v1/pages/{PAGE}') or '/'}")
            said = self._trouble or self._let_in(asked)
            if is_lost := self._lost == asked.method:
                self._lost = ""
        return None if is_lost else said

    def _let_in(self, asked: Asked) -> Answer:
        if asked.headers.get("authorization") != f"OAuth {KEY}":
            return Answer(401, {"error": "Could not authenticate"})
        match asked.path.split("/"):
            case ["", "v1", "pages", page, *way] if page == PAGE:
                return self._below_page(asked, way)
        return NOT_FOUND

    def _below_page(self, asked: Asked, way: list[str]) -> Answer:
        match asked.method, way:
            case "GET", []:
                return Answer(200, {"id": PAGE, "name": self.name})
            case "GET", ["components"]:
                return Answer(200, _page(list(self.components.values()), asked, "per_page"))
            case "GET", ["incidents"]:
                return Answer(200, _page(self.incidents, asked, "limit"))
            case "POST", ["incidents"]:
                return self._make(asked.body["incident"])
            case method, ["incidents", id, *rest] if known := self._known(id):
                return self._of(known, method, rest, asked.body)
        return NOT_FOUND

    def _known(self, id: str) -> Json | None:
        return next((one for one in self.incidents if one["id"] == id), None)

    def _of(self, known: Json, method: str, rest: list[str], body: Any) -> Answer:
        match method, rest:
            case "GET", []:
                return Answer(200, known)
            case "PATCH", []:
                return self._change(known, body["incident"]) or Answer(200, known)
            case "PATCH", ["incident_updates", id]:
                for one in known["incident_updates"]:
                    if one["id"] == id:
                        one.update(body["incident_update"])
                        return Answer(200, one)
        return NOT_FOUND

    def _make(self, told: Json) -> Answer:
        if not told.get("name"):
            return Answer(422, {"error": ["Name can't be blank"]})
        id = f"incident{next(self._numbers)}"
        made: Json = {"id": id, "page_id": PAGE, "created_at": self._at(), "incident_updates": []}
        if no := self._change(made, told):
            return no
        self.incidents.insert(0, made)
        return Answer(201, made)

    def _change(self, known: Json, told: Json) -> Answer | None:
        """The refusal, if there is one."""
        ids, states = told.get("component_ids"), told.get("components", {})
        if unknown := [id for id in (*(ids or ()), *states) if id not in self.components]:
            return Answer(422, {"error": [f"Component {unknown[0]} does not exist"]})
        if told["status"] not in PHASES or any(not isinstance(v, dict) for v in told["metadata"].values()):
            return Answer(422, {"error": ["Status or metadata is invalid"]})
        for id, state in states.items():
            self.components[id]["status"] = state
        if ids is not None:
            known["components"] = [self.components[id] for id in ids]
        at, number = self._at(), next(self._numbers)
        known |= {key: told[key] for key in ("name", "status", "impact_override", "metadata") if key in told}
        known |= {"impact": told.get("impact_override", "none"), "updated_at": at}
        update = {"id": f"update{number}", "incident_id": known["id"], "created_at": at, "display_at": at}
        update |= {key: told[key] for key in ("body", "status", "deliver_notifications")}
        known["incident_updates"].insert(0, update)
        return None

    def _at(self) -> str:
        return (NOON + timedelta(seconds=next(self._numbers))).isoformat(timespec="milliseconds")


def _page(rows: list[Json], asked: Asked, size: str) -> list[Json]:
    limit, page = int(asked.first(size) or 100), int(asked.first("page") or 1)
    return rows[(page - 1) * limit : page * limit]
