"""Which words the pages for subscribing use; their languages are those of the status page."""

from collections.abc import Mapping

from adapters.statuspage.own_words import Words
from adapters.statuspage.subscribe_words import SubscribeWords
from adapters.statuspage.subscribe_words_de import GERMAN
from adapters.statuspage.subscribe_words_en import ENGLISH
from adapters.statuspage.subscribe_words_es import SPANISH
from adapters.statuspage.subscribe_words_fr import FRENCH
from adapters.statuspage.subscribe_words_tr import TURKISH
from adapters.statuspage.subscribe_words_zh import CHINESE

SPOKEN: Mapping[str, SubscribeWords] = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "tr": TURKISH,
    "zh-Hans": CHINESE,
}


def subscribe_words(words: Words) -> SubscribeWords:
    return SPOKEN[words.code]
