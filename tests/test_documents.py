"""The documents say what the code says."""

import json
import re
import shutil
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from jsonschema import Draft202012Validator

from adapters.terminal import reference
from bot.config import Settings, load

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "caseline.example.yml"
SECRETS = dict.fromkeys(re.findall(r"\$\{(\w+)\}", EXAMPLE.read_text(encoding="utf-8")), "secret")


GENERATED = reference.documents(ROOT)


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_generated_document_is_up_to_date(path):
    assert path.read_text(encoding="utf-8") == GENERATED[path], "run `make docs`"


def test_a_document_without_its_marks_is_not_written(tmp_path):
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / "README.md", tmp_path)
    page = tmp_path / "docs" / "tickets" / "zendesk.md"
    page.write_text(page.read_text(encoding="utf-8").replace("<!-- settings -->", ""), encoding="utf-8")

    with pytest.raises(ValueError, match="settings"):
        reference.documents(tmp_path)


def test_the_example_is_a_file_that_works():
    assert load(EXAMPLE, SECRETS).teams["support"].lead == "mia"


def test_what_the_page_about_being_on_call_shows_are_settings_that_work(tmp_path):
    page = (ROOT / "docs" / "oncall.md").read_text(encoding="utf-8")
    file = tmp_path / "caseline.yml"
    shown = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    file.write_text("\n".join(["people: {ana: {}, leo: {}, mia: {}, eve: {}}", *shown]), encoding="utf-8")

    settings = load(file, {})

    assert settings.teams["support"].oncall in settings.rotas
    assert settings.escalation.keys() == {"support", "payments"}


@pytest.mark.parametrize(
    "shown", re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "bridge.md").read_text("utf-8"), re.DOTALL)
)
def test_what_the_page_about_bridges_shows_are_settings_that_work(tmp_path, shown):
    file = tmp_path / "caseline.yml"
    file.write_text(shown, encoding="utf-8")

    settings = load(file, {"ZOOM_CLIENT_SECRET": "secret"})

    assert settings.opens_bridge("SEV1")


def test_what_the_page_about_stakeholders_shows_are_settings_that_work(tmp_path):
    [shown] = re.findall(
        r"```yaml\n(.*?)```", (ROOT / "docs" / "stakeholders.md").read_text("utf-8"), re.DOTALL
    )
    file = tmp_path / "caseline.yml"
    file.write_text(
        f"customers: {{default_tier: vip, tiers: {{vip: {{rank: 1}}}}}}\n{shown}", encoding="utf-8"
    )

    settings = load(file, {}).stakeholders

    assert [one.days for one in settings.digests] == ["weekdays"]


def test_what_the_page_about_the_status_page_shows_are_settings_that_work(tmp_path):
    [shown] = re.findall(
        r"```yaml\n(.*?)```", (ROOT / "docs" / "status-page.md").read_text("utf-8"), re.DOTALL
    )
    file = tmp_path / "caseline.yml"
    file.write_text(shown, encoding="utf-8")

    page = load(file, {}).status_page

    assert page is not None
    assert list(page.components) == ["checkout", "search"]


def test_what_the_page_about_pagerduty_shows_are_settings_that_work(tmp_path):
    page = (ROOT / "docs" / "paging" / "pagerduty.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^ *```yaml\n(.*?)^ *```$", page, re.DOTALL | re.MULTILINE)
    file = tmp_path / "caseline.yml"
    file.write_text(dedent(shown), encoding="utf-8")

    paging = load(file, dict.fromkeys(re.findall(r"\$\{(\w+)\}", shown), "secret")).paging

    assert paging.services() == {"payments": "pagerduty", "database": "pagerduty"}


@pytest.mark.parametrize("name", ["goalert", "opsgenie", "twilio"])
def test_what_the_pages_about_pagers_show_are_settings_that_work(tmp_path, name):
    [shown] = re.findall(
        r"```yaml\n(.*?)```", (ROOT / "docs" / "paging" / f"{name}.md").read_text("utf-8"), re.DOTALL
    )
    file = tmp_path / "caseline.yml"
    file.write_text(shown, encoding="utf-8")

    settings = load(file, dict.fromkeys(re.findall(r"\$\{(\w+)\}", shown), "secret"))

    assert getattr(settings.paging, name) is not None


@pytest.mark.parametrize(("name", "page"), reference.PUBLISHING.items())
def test_what_the_pages_about_publishing_show_are_settings_that_work(tmp_path, name, page):
    [shown] = re.findall(
        r"^ *```yaml\n(.*?)^ *```$", (ROOT / page).read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    file = tmp_path / "caseline.yml"
    file.write_text(dedent(shown), encoding="utf-8")

    settings = load(file, dict.fromkeys(re.findall(r"\$\{(\w+)\}", shown), "secret"))

    assert getattr(settings.publishing, name) is not None


def test_what_the_page_about_pages_and_pagers_shows_are_settings_that_work(tmp_path):
    page = (ROOT / "docs" / "paging" / "from-the-pager.md").read_text(encoding="utf-8")
    [shown] = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    file = tmp_path / "caseline.yml"
    file.write_text(shown, encoding="utf-8")

    settings = load(file, {"PAGERDUTY_TOKEN": "secret"})

    assert [rule.do for rule in settings.paging.pagers()["pagerduty"].declare] == ["declare", "propose"]


def test_the_example_names_every_setting():
    written = set(_keys(yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))))

    wanted = {name.rpartition(".")[2] for name, _ in reference._settings(Settings, "")}

    assert wanted <= written


def test_the_example_shows_the_default_where_there_is_one():
    example, default = load(EXAMPLE, SECRETS), Settings()

    plain = {
        "command",
        "language",
        "severities",
        "phases",
        "roles",
        "liaison_ask_every",
        "duplicate_likeness",
        "breach_reasons",
    }

    assert example.model_dump(include=plain) == default.model_dump(include=plain)
    assert all(example.allowed(word) == default.allowed(word) for word in example.permissions)


def test_the_schema_takes_the_example_and_refuses_what_we_refuse():
    schema = json.loads((ROOT / "docs" / "caseline.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    check = Draft202012Validator(schema)

    assert check.is_valid(yaml.safe_load(EXAMPLE.read_text(encoding="utf-8")))
    assert not check.is_valid({"comand": "/case"})
    assert not check.is_valid({"liaison_ask_every": "soon"})
    assert not check.is_valid({"announce": ["incidents"]})


@pytest.mark.parametrize(
    ("written", "fits"),
    [
        ({"holidays": "DE-BE"}, True),
        ({"holidays": ["DE-BE", "2026-12-24", "*-12-24"]}, True),
        ({"hours": {"mon-fri": ["09:00-17:30"], "sat": []}}, True),
        ({"holidays": "Bavaria"}, False),
        ({"hours": {"mon-fri": ["9-5"]}}, False),
        ({"hours": {"mon": "09:00-17:30"}}, False),
        ({"overrides": {"2026-12-24": ["9-5"]}}, False),
    ],
)
def test_the_schema_knows_how_calendars_are_written(written, fits):
    schema = json.loads((ROOT / "docs" / "caseline.schema.json").read_text(encoding="utf-8"))

    calendar = {"timezone": "Europe/Berlin", **written}

    assert Draft202012Validator(schema).is_valid({"calendars": {"berlin": calendar}}) is fits


@pytest.mark.parametrize(
    ("at", "fits"),
    [
        ("breach", True),
        ("daily", True),
        ("75%", True),
        ("30m before", True),
        ("1h30m after", True),
        ("30m", False),
        ("100%", False),
        ("weekly", False),
    ],
)
def test_the_schema_knows_how_ladders_are_written(at, fits):
    schema = json.loads((ROOT / "docs" / "caseline.schema.json").read_text(encoding="utf-8"))

    policy = {
        "name": "a",
        "targets": {"resolution": "8h"},
        "ladder": [{"level": 1, "at": at, "tell": "lead"}],
    }

    assert Draft202012Validator(schema).is_valid({"sla": [policy]}) is fits


@pytest.mark.parametrize(
    ("written", "fits"),
    [
        ({"escalation": {"a": [{"page": "person:ana"}]}}, True),
        (
            {"escalation": {"a": {"steps": [{"page": ["oncall:a", "lead:a"], "wait": "5m"}], "repeat": 9}}},
            True,
        ),
        ({"escalation": {"a": []}}, False),
        ({"escalation": {"a": {"steps": [{"page": "ana"}]}}}, False),
        ({"escalation": {"a": {"steps": [{"page": "person:ana"}], "repeat": 10}}}, False),
        ({"rotas": {"a": {"timezone": "UTC", "layers": [{"people": "ana", "since": "2026-01-05"}]}}}, True),
        ({"rotas": {"a": {"timezone": "UTC", "layers": [{"people": [], "since": "2026-01-05"}]}}}, False),
        ({"rotas": {"a": {"timezone": "UTC", "layers": []}}}, False),
    ],
)
def test_the_schema_knows_how_rotas_and_escalation_policies_are_written(written, fits):
    schema = json.loads((ROOT / "docs" / "caseline.schema.json").read_text(encoding="utf-8"))

    assert Draft202012Validator(schema).is_valid(written) is fits


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_hashes_and_no_place(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = [line for line in text.splitlines() if line and not line.startswith(" ")]

    assert all("==" in line for line in pinned)
    assert text.count("--hash=sha256:") >= len(pinned)
    assert not any(word in text for word in ("http://", "https://", "file:", "index-url", "find-links"))


def _keys(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)
