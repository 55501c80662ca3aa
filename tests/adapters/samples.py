"""One sample of every span, part and field, so that none can be forgotten by the pen."""

from datetime import UTC, datetime
from typing import get_args

from bot.domain.card import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
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
    Tone,
    Weight,
)
from bot.domain.form import (
    AnyField,
    Choice,
    ChoiceField,
    ChoicesField,
    Form,
    MomentField,
    NumberField,
    PersonField,
    TextField,
    TicketsField,
)

AT = datetime(2026, 8, 3, 9, 12, tzinfo=UTC)

SPANS: dict[type, Span] = {
    str: "words",
    Bold: Bold("loud"),
    Code: Code("INC-1"),
    Struck: Struck("SEV2"),
    Mention: Mention("slack:U012", "Ana"),
    RoomLink: RoomLink("slack:C012", "incidents"),
    Moment: Moment(AT),
    Link: Link("the ticket", "https://desk.test/1?a=1&b=2"),
}
LINE = tuple(span for one in SPANS.values() for span in (one, " "))

PARTS: dict[type, Part] = {
    Paragraph: Paragraph(LINE),
    Note: Note(LINE),
    Quote: Quote("Paying fails."),
    Facts: Facts((Fact("Severity", (Struck("SEV2"), " SEV1")), Fact("Commander", LINE))),
    Bullets: Bullets((LINE, ("two",))),
    Table: Table(("Who", "What"), ((("Ana",), LINE), (("Leo",), ()))),
    Picture: Picture("https://desk.test/graph.png", "Errors a minute"),
    Divider: Divider(),
    Buttons: Buttons(
        (
            Button("I have it", "liaison", "INC-1", "me", Weight.PRIMARY, once=True),
            Button("Resolve", "resolve", "INC-1", confirm="Is it over?", weight=Weight.DANGER),
            Button("Status", "status", "INC-1"),
            Button("Timeline", "timeline", "INC-1"),
            Button("Tasks", "task", "INC-1"),
        ),
        more=(Button("Cancel", "cancel", "INC-1", confirm="Was it no incident?", weight=Weight.DANGER),),
    ),
    Menu: Menu("Severity", "sev", "INC-1", (Option("SEV1", "SEV1"), Option("SEV2", "SEV2"))),
}

FIELDS: dict[type, AnyField] = {
    TextField: TextField(name="title", label="Title", value="Checkout", placeholder="What is wrong?"),
    NumberField: NumberField(name="customers", label="Customers", value=7),
    ChoiceField: ChoiceField(
        name="severity",
        label="Severity",
        choices=(Choice("SEV1 · Critical", "SEV1"), Choice("SEV2", "SEV2")),
        value="SEV1",
    ),
    ChoicesField: ChoicesField(
        name="tickets", label="Tickets", choices=(Choice("#1", "1"), Choice("#2", "2")), value=("2",)
    ),
    TicketsField: TicketsField(
        name="linked",
        label="Which tickets?",
        value=("zendesk:1",),
        search="card declined",
        offered=(Choice("zendesk:2 · open · Card declined", "zendesk:2"),),
    ),
    PersonField: PersonField(name="liaison", label="Customer liaison", value="slack:U012", required=False),
    MomentField: MomentField(name="since", label="Since when", value=AT, hint="When customers noticed."),
}

EMPTY: list[AnyField] = [
    TextField(name="a", label="A", required=False),
    NumberField(name="a", label="A", required=False),
    ChoiceField(name="a", label="A", required=False, choices=(Choice("x", "x"),)),
    ChoicesField(name="a", label="A", required=False, choices=(Choice("x", "x"),)),
    PersonField(name="a", label="A", required=False),
    MomentField(name="a", label="A", required=False),
]
"""Every kind of field, optional and with nothing in it."""

CARD = Card("INC-1 · SEV1 · Checkout is down", tuple(PARTS.values()), Tone.URGENT)
FORM = Form(
    title="Declare an incident that has a long name",
    does="declare",
    about="INC-1",
    words="sev1",
    fields=tuple(FIELDS.values()),
    intro=LINE,
)
SHOWS = tuple(Moment(AT, show) for show in Show)


def test_every_span_part_and_field_has_a_sample() -> None:
    assert set(SPANS) == set(get_args(Span))
    assert set(PARTS) == set(get_args(Part))
    assert set(FIELDS) == set(get_args(AnyField))
