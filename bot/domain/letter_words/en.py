"""Letters in English."""

from bot.domain.letter_words.letter_words import LetterWords

LETTER = LetterWords(
    phases={
        "investigating": "Investigating",
        "identified": "Identified",
        "monitoring": "Monitoring",
        "resolved": "Resolved",
    },
    subject="{page}: {title}",
    corrects="Correction: this takes the place of an earlier update.",
    withdrawn="Withdrawn",
    withdrawn_text=(
        "We have withdrawn an update that we sent you about this. Please disregard it; "
        "the page below says what holds."
    ),
    untranslated="This update is not available in English.",
    affected="Affected: {components}",
    more="All updates: {link}",
    why="You get this e-mail because you subscribed to {page}.",
    change="Change what you get: {link}",
    leave="Unsubscribe: {link}",
    confirm_subject="{page}: please confirm your subscription",
    confirm=(
        "Somebody, probably you, asked us to send the updates of {page} to this address.\n\n"
        "Open this link and press the button there, within 48 hours:\n{link}\n\n"
        "If it was not you, do nothing: nothing more is sent, and the address is forgotten. "
        "You can also remove it at once:\n{leave}"
    ),
    known_subject="{page}: you are subscribed already",
    known=(
        "Somebody, probably you, asked us to send the updates of {page} to this address. "
        "You get them already; nothing was changed."
    ),
)
