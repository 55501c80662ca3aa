"""What letters to subscribers say around the words of a status update, by language."""

from collections.abc import Mapping

from bot.domain.letter_words import de, en, es, fr, tr, zh_hans
from bot.domain.letter_words.letter_words import LetterWords
from bot.domain.status_texts import spoken

LETTERS: Mapping[str, LetterWords] = {
    "en": en.LETTER,
    "de": de.LETTER,
    "fr": fr.LETTER,
    "es": es.LETTER,
    "tr": tr.LETTER,
    "zh-Hans": zh_hans.LETTER,
}


def letter_words(language: str) -> LetterWords:
    """The nearest that there is; English for languages that letters do not speak."""
    return LETTERS.get(spoken(language), en.LETTER)
