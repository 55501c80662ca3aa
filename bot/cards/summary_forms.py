"""What is asked about a summary for people inside the company."""

from datetime import datetime

from bot.domain.form import Form, MomentField, TextField
from bot.domain.summary import Summary
from bot.domain.wording import line, say

LONG = 3000


def facts(key: str, business: str, next_at: datetime | None, *, words: str = "facts") -> Form:
    """What nobody but our own people should read; the rest is known already."""
    effect = TextField(
        name="business",
        label=say("What does it mean for the business?"),
        hint=say("Contracts, money, a launch: what a head of anything would ask first."),
        value=business,
        required=False,
        long=True,
        at_most=LONG,
    )
    return Form(
        say("Summary"),
        "brief",
        (effect, _next(next_at)),
        about=key,
        words=words,
        submit=say("Draft"),
        intro=line(
            "What customers see, who is hurt, who leads and what is being done is filled in. "
            "Customers never read it."
        ),
    )


def edit(summary: Summary) -> Form:
    text = TextField(name="text", label=say("Summary"), value=summary.text, long=True, at_most=LONG)
    return Form(
        say("Words of the summary"),
        "brief",
        (text, _next(summary.next_at)),
        about=summary.incident,
        words=f"edit {summary.version}",
        submit=say("Save"),
    )


def _next(value: datetime | None) -> MomentField:
    return MomentField(name="next_at", label=say("When do they hear next?"), value=value, required=False)
