"""One sample of every part, span and field, so that no pen forgets one."""

from datetime import UTC, datetime

from bot.domain.card import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Code,
    Divider,
    Fact,
    Facts,
    Link,
    Mention,
    Menu,
    Moment,
    Note,
    Option,
    Paragraph,
    Part,
    Picture,
    Quote,
    RoomLink,
    Show,
    Span,
    Struck,
    Table,
    Weight,
)
from bot.domain.form import (
    AnyField,
    Choice,
    ChoiceField,
    ChoicesField,
    MomentField,
    NumberField,
    PersonField,
    TextField,
    TicketsField,
)

AT = datetime(2026, 3, 2, 9, 12, tzinfo=UTC)

SPANS: tuple[Span, ...] = (
    "plain words",
    Bold("loud"),
    Code("make demo"),
    Struck("SEV2"),
    Mention("playground:leo", "Leo"),
    RoomLink("playground:incidents", "incidents"),
    Moment(AT, Show.RELATIVE),
    Link("status page", "https://status.example/"),
)

PARTS: tuple[Part, ...] = (
    Paragraph(SPANS),
    Note(("said quietly",)),
    Quote("somebody's own words"),
    Facts((Fact("Severity", (Bold("SEV1"),)), Fact("Scribe", ()))),
    Bullets((("one",), ("two",))),
    Table(("When", "What"), (((Moment(AT),), ("declared",)),)),
    Picture("https://pictures.example/graph.png", "errors per minute"),
    Divider(),
    Buttons(
        (
            Button("Take it", "liaison", "INC-1", "me", Weight.PRIMARY, once=True),
            Button("Cancel it", "cancel", "INC-1", weight=Weight.DANGER, confirm="Really?"),
            Button("Three", "status"),
            Button("Four", "status"),
            Button("Five", "status"),
        ),
        more=(Button("Six", "timeline"),),
    ),
    Menu("Change phase", "phase", "INC-1", (Option("Identified", "identified"),)),
)

FIELDS: tuple[AnyField, ...] = (
    TextField(name="title", label="What is wrong?", hint="As customers see it.", value="Shop", at_most=80),
    TextField(name="story", label="What is known?", long=True, required=False, value="\nfirst line is empty"),
    NumberField(name="count", label="How many?", at_least=1, at_most=10, value=3, required=False),
    ChoiceField(name="severity", label="Severity", choices=(Choice("SEV1", "SEV1"), Choice("SEV2", "SEV2"))),
    ChoiceField(
        name="channel", label="Channel", choices=tuple(Choice(f"#{n}", str(n)) for n in range(9)), value="4"
    ),
    ChoicesField(
        name="options", label="Options", choices=(Choice("Drill", "drill"), Choice("Private", "private")),
        value=("drill",), required=False,
    ),
    TicketsField(
        name="tickets", label="Which tickets?", required=False, value=("zendesk:1",), search='a "card"'),
    PersonField(name="person", label="Who?", value="playground:leo"),
    MomentField(name="at", label="When?", value=AT, required=False),
)  # fmt: skip
