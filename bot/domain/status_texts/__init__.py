"""The words that drafts begin with, by language, audience and phase, unless settings say others.

`NO_NEWS` is no phase: it is what is said when the next word is due and nothing is new, and it adds what is
true instead of repeating. Customers are told no counts; our own people are.
"""

from collections.abc import Mapping

from bot.domain.status_texts import de, en, es, fr, tr, zh_hans

CUSTOMERS = "customers"
INTERNAL = "internal"
AUDIENCES = (CUSTOMERS, INTERNAL)
FIRST_PHASE = "investigating"
RESOLVED = "resolved"
NO_NEWS = "no_news"

TEXTS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "en": {CUSTOMERS: en.CUSTOMERS, INTERNAL: en.INTERNAL},
    "de": {CUSTOMERS: de.CUSTOMERS, INTERNAL: de.INTERNAL},
    "fr": {CUSTOMERS: fr.CUSTOMERS, INTERNAL: fr.INTERNAL},
    "es": {CUSTOMERS: es.CUSTOMERS, INTERNAL: es.INTERNAL},
    "tr": {CUSTOMERS: tr.CUSTOMERS, INTERNAL: tr.INTERNAL},
    "zh-Hans": {CUSTOMERS: zh_hans.CUSTOMERS, INTERNAL: zh_hans.INTERNAL},
}

_SIMPLIFIED = {"zh", "zh-cn", "zh-sg", "zh-my"}


def spoken(language: str) -> str:
    """The language of `TEXTS` in which readers of this one are at home (`de-AT`: `de`), or nothing.

    Readers of Traditional Chinese are not at home in the simplified one.
    """
    folded = language.casefold().replace("_", "-")
    if folded in _SIMPLIFIED or folded.startswith("zh-hans"):
        return "zh-Hans"
    first = folded.partition("-")[0]
    return first if first in TEXTS else ""
