"""Which words the page uses for a language of the settings."""

from collections.abc import Mapping

from adapters.statuspage.own_words import Words
from adapters.statuspage.own_words_de import GERMAN
from adapters.statuspage.own_words_en import ENGLISH
from adapters.statuspage.own_words_es import SPANISH
from adapters.statuspage.own_words_fr import FRENCH
from adapters.statuspage.own_words_tr import TURKISH
from adapters.statuspage.own_words_zh import CHINESE

SPOKEN: Mapping[str, Words] = {
    words.code: words for words in (ENGLISH, GERMAN, FRENCH, SPANISH, TURKISH, CHINESE)
}
_SIMPLIFIED = frozenset({"zh", "zh-CN", "zh-SG"})


def words_of(language: str) -> Words:
    """The nearest that there is; English for languages that the page does not speak."""
    if language in _SIMPLIFIED:
        return CHINESE
    return SPOKEN.get(language) or SPOKEN.get(language.partition("-")[0]) or ENGLISH


def name_of(language: str) -> str:
    """What a language calls itself, or its code."""
    found = words_of(language)
    return found.name if language == found.code or language in _SIMPLIFIED else language
