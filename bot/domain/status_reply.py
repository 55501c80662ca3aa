"""A status update as one customer gets it: in their language, and by their name."""

from collections.abc import Collection

_GREETINGS = {
    "en": "Hello {name},",
    "de": "Guten Tag {name},",
    "fr": "Bonjour {name},",
    "es": "Hola, {name}:",
    "tr": "Merhaba {name},",
    "zh-Hans": "{name}，您好：",
}
LONGEST_NAME = 80
_WITHDRAWN = {
    "en": "This update was withdrawn.",
    "de": "Diese Meldung wurde zurückgezogen.",
    "fr": "Ce message a été retiré.",
    "es": "Este mensaje se ha retirado.",
    "tr": "Bu bildirim geri çekildi.",
    "zh-Hans": "本条更新已撤回。",
}

_UPDATE = {
    "en": "Status update",
    "de": "Aktueller Stand",
    "fr": "Point de situation",
    "es": "Actualización de estado",
    "tr": "Durum bildirimi",
    "zh-Hans": "状态更新",
}


def best(wanted: str, written: Collection[str], first: str) -> str:
    """The language of these that somebody reads who asked for `wanted`: `de-AT` is served by `de`."""
    folded = wanted.strip().casefold().replace("_", "-")
    by_name = {one.casefold(): one for one in written}
    if folded in by_name:
        return by_name[folded]
    stem = folded.partition("-")[0]
    found = (one for folded_one, one in by_name.items() if stem and folded_one.partition("-")[0] == stem)
    return next(found, first)


def withdrawn(language: str) -> str:
    """What stands in place of words that were retracted, where a page cannot be without any."""
    return _WITHDRAWN[best(language, _WITHDRAWN, "en")]


def untitled(language: str) -> str:
    """What stands above words about something that customers have no name for yet."""
    return _UPDATE[best(language, _UPDATE, "en")]


def addressed(text: str, name: str, language: str) -> str:
    """With a greeting where a name is known that a person could have; it stays one line."""
    called = " ".join(name.split())[:LONGEST_NAME]
    if not called or "@" in called or language not in _GREETINGS:
        return text
    return f"{_GREETINGS[language].replace('{name}', called)}\n\n{text}"
