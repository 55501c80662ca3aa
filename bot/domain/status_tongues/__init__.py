"""The languages in which the lint understands what is written."""

from collections.abc import Mapping

from bot.domain.status_texts import spoken
from bot.domain.status_tongues import de, en, es, fr, tr, zh_hans
from bot.domain.status_tongues.tongue import Tongue

TONGUES: Mapping[str, Tongue] = {
    "en": en.TONGUE,
    "de": de.TONGUE,
    "fr": fr.TONGUE,
    "es": es.TONGUE,
    "tr": tr.TONGUE,
    "zh-Hans": zh_hans.TONGUE,
}


def tongue_of(language: str) -> Tongue | None:
    """How this language speaks; None for one that the lint does not understand."""
    return TONGUES.get(spoken(language))
