"""Scenario files: what they may say, and one clear line for everything that they may not."""

from datetime import timedelta
from pathlib import Path

import pytest

from adapters.playground import scenario_file
from adapters.playground.scenario_file import read, script_of
from adapters.playground.script import WAR_ROOM, Again, Filing, Line
from bot.domain.ticket import Priority
from bot.errors import SettingsError

GOOD = """
title: A bad morning
customers:
  dana: {name: Dana, email: dana@maple.test, organisation: Maple, tier: vip, region: us, product: Checkout}
lines:
  - {after: -5m, who: ana, channel: support, says: Hello}
  - {after: 2, customer: dana, ticket: Card declined, id: 48211, priority: urgent, tags: [pay], says: Help}
  - {after: 1m 30s, customer: dana, about: 48211, says: "Any news?"}
  - {after: 2m, who: leo, about: 48211, says: We look.}
  - {after: 3m, who: eve, channel: war room, says: Found it.}
  - {after: 4m, customer: dana, ticket: Another one, first_reply: 10m, says: More help}
"""


def wrong(text: str) -> list[str]:
    with pytest.raises(SettingsError) as raised:
        script_of(text, "s.yml")
    return raised.value.findings


def line(text: str) -> list[str]:
    customers = "customers: {dana: {name: Dana, email: dana@maple.test}}"
    return wrong(f"title: t\n{customers}\nlines:\n  - {text}\n")


def test_every_kind_of_line_is_understood():
    script = script_of(GOOD, "s.yml")

    spoken, filed, again, answered, found, other = script.lines
    assert spoken == Line(-300, "ana", "support", "Hello")
    assert isinstance(filed, Filing)
    assert (filed.id, filed.priority, filed.tags, filed.customer.tier) == (
        "48211",
        Priority.URGENT,
        ("pay",),
        "vip",
    )
    assert again == Again(after=90, id="48211", text="Any news?")
    assert answered == Again(after=120, id="48211", text="We look.", who="leo")
    assert isinstance(found, Line)
    assert found.channel == WAR_ROOM
    assert isinstance(other, Filing)
    assert other.promise is not None
    assert other.promise.first_reply == timedelta(minutes=10)
    assert other.promise.resolution == timedelta(hours=4)


def test_speed_brings_the_future_nearer_and_leaves_the_past_alone():
    faster = script_of(GOOD, "s.yml").faster(10)

    assert [one.after for one in faster.lines] == [-300, 0.2, 9, 12, 18, 24]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{after: 1, who: anna, channel: support, says: x}", "lines[0].who: there is nobody of that name"),
        ("{after: 1, who: ana, channel: kitchen, says: x}", "lines[0].channel: expected support, incidents"),
        ("{after: 1, who: ana, says: x}", "lines[0]: a person needs either channel or about"),
        ("{after: 1, customer: dana, says: x}", "lines[0]: a customer needs either ticket"),
        ("{after: 1, customer: bob, ticket: x, says: x}", "lines[0].customer: not among customers"),
        ("{after: 1, customer: dana, about: 48299, says: x}", "lines[0].about: no ticket of this file"),
        ("{after: 1, customer: dana, ticket: x, id: 7, says: x}", "lines[0].id: expected at least 48200"),
        ("{after: 1, customer: dana, who: ana, ticket: x, says: x}", "lines[0]: either who or customer"),
        ("{after: 1, customer: dana, ticket: x, channel: support, says: x}", "customers are in no channel"),
        ("{after: soon, who: ana, channel: support, says: x}", "lines[0].after: expected a duration such as"),
        ("{after: .inf, who: ana, channel: support, says: x}", "lines[0].after:"),
        ("{after: 90d, who: ana, channel: support, says: x}", "lines[0].after: expected at most"),
        (
            "{after: 1, who: ana, channel: support, says: no}",
            "lines[0].says: expected text; put it into quotes",
        ),
        ("{after: 1, who: ana, channel: support, says: ''}", "lines[0].says:"),
        ("{after: 1, who: ana, channel: support, says: x, tags: [a]}", "belong to a new ticket"),
        (
            "{after: 1, customer: dana, ticket: x, agent: bob, says: x}",
            "lines[0].agent: there is nobody of that",
        ),
        ("{after: 1, customer: dana, about: 48211, agent: leo, says: x}", "agent belong to a new ticket"),
        ("{after: 1, who: ana, chanel: support, says: x}", "there is no such key; did you mean channel?"),
        ("{after: 1, who: ana, channel: support}", "lines[0].says:"),
        ("just words", "lines[0]: expected a group of keys"),
    ],
)
def test_each_mistake_is_one_line_that_says_where(text, said):
    findings = line(text)

    assert any(said in one for one in findings), findings
    assert all(one.startswith("s.yml: ") and "\n" not in one for one in findings)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lines: [", "this is no YAML"),
        ("title: a\ntitle: b\n", "title is written twice"),
        ("title: !!python/object/apply:os.system ['true']\nlines: []\n", "this is no YAML"),
        ("a: &a [x, x]\nb: [*a, *a]\n", "aliases are not understood"),
        ("[" * 200_000, "this is nested too deeply"),
        ("", "s.yml: "),
        ("title: t\nlines: []\n", "lines: expected at least one"),
        ("\x00", "this is no YAML"),
    ],
)
def test_hostile_files_are_refused_with_a_line(text, said):
    findings = wrong(text)

    assert len(findings) == 1 or "title" in text or text == ""
    assert said in findings[0]


def test_a_hostile_text_is_only_words():
    script = script_of(GOOD.replace('"Any news?"', "'<script>alert(1)</script> @ana {0.__class__}'"), "s.yml")

    assert script.lines[2].text == "<script>alert(1)</script> @ana {0.__class__}"


def test_an_id_that_is_given_twice_is_a_mistake():
    findings = wrong(GOOD.replace("ticket: Another one,", "ticket: Another one, id: 48211,"))

    assert findings == ["s.yml: lines: the id 48211 is given twice"]


def test_a_file_that_is_not_there_too_long_or_no_text_is_one_line(tmp_path):
    (tmp_path / "long.yml").write_text("#" * (scenario_file.SIZE_LIMIT + 1))
    (tmp_path / "binary.yml").write_bytes(b"\xff\xfe")
    (tmp_path / "folder.yml").mkdir()

    for name in ("none.yml", "long.yml", "binary.yml", "folder.yml"):
        with pytest.raises(SettingsError) as raised:
            read(tmp_path / name)
        assert len(raised.value.findings) == 1


def test_every_scenario_that_is_shipped_can_be_read():
    folder = Path(scenario_file.__file__).parent / "scenarios"

    assert [read(one).title for one in sorted(folder.glob("*.yml"))] == [
        "Cards are declined at the checkout",
    ]


def test_the_example_of_the_document_is_understood():
    document = (Path(__file__).parents[3] / "docs" / "playground.md").read_text(encoding="utf-8")
    example = document.split("```yaml\n")[1].split("```")[0]

    assert len(script_of(example, "example").lines) == 5
