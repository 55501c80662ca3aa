"""Whether Statuspage is ready for us: for `caseline check`."""

from collections.abc import Iterator, Mapping
from functools import partial

from adapters.doors.payload import Payload, part_at, text_at
from adapters.doors.questions import Question, answers
from adapters.statuspage.asking import WHO, Asking
from bot.domain.finding import Finding
from bot.settings_publish import Statuspage

LETTER = "copy a key from Statuspage, your avatar, API info, to publishing.statuspage.api_key"
WAY = "look at the network, at a proxy or firewall in between, and at publishing.statuspage.base_url"
PAGE = "copy the id of the page from Statuspage, your avatar, API info, to publishing.statuspage.page_id"
COMPONENT = "correct it under publishing.statuspage.components"

PAGE_SIZE, PAGES = 100, 10
NAMED = 20
"""So many components are named where one is missing."""


def findings(api: Asking, settings: Statuspage) -> Iterator[Finding]:
    """Asks Statuspage itself, and changes nothing there. Whether the key may write shows only in use."""
    questions = [Question(WHO, partial(_page, api, settings), PAGE)]
    if settings.components:
        questions.append(Question(f"{WHO} components", partial(_components, api, settings), PAGE))
    yield from answers(questions, letter=LETTER, way=WAY)


def _page(api: Asking, settings: Statuspage) -> Iterator[Finding]:
    said = part_at(api.ask("GET"))
    told = "whose subscribers are told" if settings.notify else "whose subscribers are not told"
    yield Finding(WHO, f"has the page {text_at(said, 'name') or settings.page_id}, {told}")


def _components(api: Asking, settings: Statuspage) -> Iterator[Finding]:
    known = _listed(api)
    for name, id in settings.components.items():
        what, found = f"{WHO} component {name}", known.get(id)
        if found is None:
            yield Finding(what, f"has no {id} there; {_named(known)}", COMPONENT)
        elif found.get("group") is True:
            says = f"is the group {_called(found)}, whose state Statuspage works out; name one of its parts"
            yield Finding(what, says, COMPONENT)
        else:
            yield Finding(what, f"is {_called(found)} there")


def _listed(api: Asking) -> dict[str, Payload]:
    """By id; of a page with more than a thousand components the first ones."""
    known: dict[str, Payload] = {}
    for page in range(1, PAGES + 1):
        said = api.ask("GET", "/components", params={"per_page": str(PAGE_SIZE), "page": str(page)})
        found = [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []
        known.update((text_at(one, "id"), one) for one in found)
        if len(found) < PAGE_SIZE:
            break
    return known


def _named(known: Mapping[str, Payload]) -> str:
    parts = [f"{_called(one)} ({id})" for id, one in known.items() if one.get("group") is not True]
    more = f" and {len(parts) - NAMED} more" if len(parts) > NAMED else ""
    return f"there are {', '.join(parts[:NAMED])}{more}" if parts else "the page has no components"


def _called(component: Payload) -> str:
    return text_at(component, "name") or "without a name"
