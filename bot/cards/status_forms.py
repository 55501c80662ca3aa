"""What is asked about a status update for customers."""

from collections.abc import Mapping

from bot.cards import status_words
from bot.domain.dossier import Dossier
from bot.domain.form import AnyField, Choice, ChoicesField, Form, MomentField, TextField
from bot.domain.status_update import Audience, StatusFacts, StatusUpdate
from bot.domain.wording import line, say

LONG = 3000


def facts(dossier: Dossier, known: StatusFacts, components: Mapping[str, str], *, words: str) -> Form:
    """What customers may hear of; `components` are titles by key."""
    fields: list[AnyField] = [
        TextField(
            name="title",
            label=say("What do customers call it?"),
            hint=say("It stands above every word about it."),
            value=known.title or dossier.incident.title,
        ),
        TextField(
            name="symptom",
            label=say("What do customers see?"),
            hint=say("A whole sentence, in their words."),
            placeholder=say("Card payments are declined at the checkout."),
            value=known.symptom,
            long=True,
            at_most=LONG,
        ),
        _known("workaround", say("What can they do meanwhile?"), known.workaround),
        _known("cause", say("What caused it, as customers may hear it?"), known.cause),
        _known("remedy", say("What is being done, or was?"), known.remedy),
    ]
    if components:
        fields.append(
            ChoicesField(
                name="components",
                label=say("What is affected?"),
                choices=tuple(Choice(title, name) for name, title in components.items()),
                value=tuple(one for one in known.components if one in components),
                required=False,
            )
        )
    intro = line("Leave out what nobody knows yet; nothing is guessed.")
    return Form(
        say("Facts for customers"),
        "draft",
        tuple(fields),
        about=dossier.incident.key,
        words=words,
        submit=say("Draft"),
        intro=intro,
    )


def _known(name: str, label: str, value: str) -> TextField:
    """A fact that may not be known yet."""
    return TextField(name=name, label=label, value=value, required=False, long=True, at_most=LONG)


def edit(update: StatusUpdate, languages: tuple[str, ...], possible: tuple[Audience, ...]) -> Form:
    texts = tuple(
        TextField(
            name=f"text_{code}",
            label=say("In {language}", language=status_words.language(code)),
            value=update.texts.get(code, ""),
            required=place == 0,
            long=True,
            at_most=LONG,
        )
        for place, code in enumerate(languages)
    )
    to = ChoicesField(
        name="to",
        label=say("Who is told?"),
        choices=tuple(Choice(status_words.audience(one).capitalize(), one.value) for one in possible),
        value=tuple(one for one in update.audiences if one in possible),
        required=False,
    )
    when = MomentField(
        name="next_at",
        label=say("When do they hear next?"),
        value=update.next_at,
        required=False,
    )
    fields: tuple[AnyField, ...] = (*texts, *((to,) if possible else ()), when)
    return Form(
        say("Words for customers"),
        "draft",
        fields,
        about=update.incident,
        words=f"edit {update.version}",
        submit=say("Save"),
    )


def why(word: str, key: str, *, words: str = "") -> Form:
    """Asked before something is stopped, taken back, or goes out although the lint stops it."""
    asked = {
        "object": (say("Object"), say("What is wrong with it?")),
        "retract": (say("Retract"), say("Why is it taken back?")),
        "approve": (say("Approve anyway"), say("Why is it right, although the check stops it?")),
    }
    title, label = asked[word]
    field = TextField(name="why", label=label, long=True, at_most=500)
    return Form(title, word, (field,), about=key, words=words, submit=title)
