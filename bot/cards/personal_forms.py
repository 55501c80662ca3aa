"""What is asked about a personal word."""

from bot.cards import status_words
from bot.domain.form import Form, TextField
from bot.domain.personal_word import PersonalWord
from bot.domain.wording import line, say

LONG = 3000


def write(word: PersonalWord, text: str, language: str, *, count: int) -> Form:
    """`text` is what stands there already, `count` on how many tickets and in how many channels it goes."""
    fields = (
        TextField(
            name="text",
            label=say("In {language}", language=status_words.language(language)),
            hint=say("It goes out exactly as it stands here; no greeting is put before it."),
            value=text,
            long=True,
            at_most=LONG,
        ),
        TextField(
            name="anyway",
            label=say("If the check stops it: why is it right?"),
            required=False,
            long=True,
            at_most=500,
        ),
    )
    intro = line(
        "{name} reads it on every ticket and in every channel that waits: {count}.",
        name=word.name,
        count=str(count),
    )
    return Form(
        say("A personal word"),
        "personal",
        fields,
        about=word.incident,
        words=f"write #{word.id}",
        submit=say("Send"),
        intro=intro,
    )


def leave(word: PersonalWord) -> Form:
    field = TextField(name="why", label=say("Why are they not told?"), long=True, at_most=500)
    return Form(
        say("Leave out"),
        "personal",
        (field,),
        about=word.incident,
        words=f"leave #{word.id}",
        intro=(word.name,),
        submit=say("Leave out"),
    )
