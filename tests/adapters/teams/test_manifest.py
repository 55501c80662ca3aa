"""The app package is one that Teams would take, and asks for what the code uses and no more."""

import json
import re
import tomllib
import zlib
from io import BytesIO
from pathlib import Path
from struct import unpack
from typing import Any
from zipfile import ZipFile

import pytest
from jsonschema import Draft7Validator

from adapters.teams import icons, manifest
from adapters.teams.extension import COMMANDS as ACTIONS
from adapters.teams.package import package
from bot.commands.table import TYPED
from bot.config import Settings

ROOT = Path(__file__).parents[3]
SCHEMAS = ROOT.parent / "shared" / "specs"
APP = "11111111-1111-1111-1111-111111111111"
KINDS = ("thread", "channel", "group_chat")
VERSIONS: tuple[manifest.Version, ...] = ("1.29", "1.19")


def made(version: manifest.Version = manifest.VERSION, kind: str = "thread", url: str = "") -> dict[str, Any]:
    settings = Settings.model_validate({"microsoft_teams": {"war_room": kind}})
    return manifest.manifest(APP, settings, version=version, url=url)


def shapes() -> list[dict[str, Any]]:
    urls = ("", "https://caseline.acme.test/")
    return [made(version, kind, url) for version in VERSIONS for kind in KINDS for url in urls]


def named(one: dict[str, Any]) -> str:
    return f"{one['manifestVersion']}-{len(one['authorization']['permissions']['resourceSpecific'])}"


@pytest.mark.parametrize("made", shapes(), ids=named)
def test_the_manifest_keeps_microsofts_own_schema(made: dict[str, Any]) -> None:
    path = SCHEMAS / f"teams-app-manifest-v{made['manifestVersion']}.schema.json"
    if not path.is_file():
        pytest.skip(f"the schema of Teams is not at {path}")
    validator = Draft7Validator(json.loads(path.read_text()))

    assert [error.message for error in validator.iter_errors(made)] == []
    broken = made | {"name": {"short": "x" * 31}}
    assert list(validator.iter_errors(broken))


def mistakes(made: dict[str, Any]) -> list[str]:
    """What Teams refuses and its schema does not, or only where it is at hand."""
    (bot,) = made["bots"]
    most = manifest.MOST[made["manifestVersion"]]
    scopes = [scope for one in bot["commandLists"] for scope in one["scopes"]]
    commands = made["composeExtensions"][0]["commands"]
    names = [one["name"] for one in made["authorization"]["permissions"]["resourceSpecific"]]
    wrong = {
        "a scope has two lists": len(scopes) != len(set(scopes)),
        "a list is for no scope of the bot": not set(scopes) <= set(bot["scopes"]),
        "a list is too long": any(len(one["commands"]) > most for one in bot["commandLists"]),
        "a word is too long": any(
            len(c["title"]) > 32 for one in bot["commandLists"] for c in one["commands"]
        ),
        "a text is too long": any(
            len(c["description"]) > 128 for one in bot["commandLists"] for c in one["commands"]
        ),
        "an action is too long": any(len(c["title"]) > 32 or len(c["description"]) > 128 for c in commands),
        "ids are not of one kind": len({c["id"] for c in commands}) != len(commands),
        "a permission is misspelt": any(
            not re.fullmatch(r"\w+\.[\w.]+\.(Group|Chat)", name) for name in names
        ),
        "the bot is another one": {bot["botId"], made["composeExtensions"][0]["botId"]} != {APP},
    }
    return [what for what, is_wrong in wrong.items() if is_wrong]


@pytest.mark.parametrize("made", shapes(), ids=named)
def test_teams_would_take_the_manifest(made: dict[str, Any]) -> None:
    assert mistakes(made) == []


def test_every_offered_word_is_a_word() -> None:
    assert set(manifest.ALONE) | set(manifest.TOGETHER) <= {one.word for one in TYPED}


def test_every_action_is_understood_and_every_understood_action_is_offered() -> None:
    (extension,) = made()["composeExtensions"]

    assert {one["id"] for one in extension["commands"]} == {*ACTIONS, manifest.SEARCH}
    assert set(manifest.EXTENSIONS) == set(ACTIONS)


def test_slash_commands_are_for_the_newer_manifest_alone() -> None:
    newer, older = json.dumps(made("1.29")), json.dumps(made("1.19"))

    assert '"triggers": ["mention", "slash"]' in newer
    assert '"supportsTargetedMessages": true' in newer
    assert "triggers" not in older
    assert "supportsTargetedMessages" not in older


def test_links_are_unfurled_where_we_have_an_address() -> None:
    with_pages, without = made(url="https://caseline.acme.test/"), made()

    (handler,) = with_pages["composeExtensions"][0]["messageHandlers"]
    assert handler["value"]["domains"] == ["caseline.acme.test"] == with_pages["validDomains"]
    assert "messageHandlers" not in without["composeExtensions"][0]
    assert without["validDomains"] == []


def test_every_permission_of_a_team_or_chat_that_the_code_names_is_asked_for_and_no_other() -> None:
    code = (ROOT / "adapters/teams/graph.py").read_text()
    used = set(re.findall(r'"([A-Za-z]+\.[\w.]+\.(?:Group|Chat))"', code))

    assert used == set(manifest.PERMISSIONS)


def test_what_only_channels_need_is_only_asked_for_where_war_rooms_are_channels() -> None:
    def asked(kind: str) -> set[str]:
        return {one["name"] for one in made(kind=kind)["authorization"]["permissions"]["resourceSpecific"]}

    assert "Channel.Create.Group" in asked("channel")
    assert "Channel.Create.Group" not in asked("thread") | asked("group_chat")


def test_the_version_is_that_of_the_release() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert project["version"] == manifest.RELEASE


def pixels(png: bytes) -> tuple[int, list[bytes]]:
    """The width, and the rows of a PNG as we write it."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, depth, kind = unpack(">IIBB", png[16:26])
    assert (width, depth, kind) == (height, 8, 6)
    data = png[png.index(b"IDAT") + 4 :]
    raw = zlib.decompressobj().decompress(data)
    assert len(raw) == height * (width * 4 + 1)
    return width, [raw[y * (width * 4 + 1) + 1 : (y + 1) * (width * 4 + 1)] for y in range(height)]


def test_the_icons_are_what_teams_asks_for() -> None:
    width, rows = pixels(icons.color())
    assert width == 192
    assert {row[n + 3] for row in rows for n in range(0, len(row), 4)} == {255}

    width, rows = pixels(icons.outline())
    assert width == 32
    assert {row[n : n + 3] for row in rows for n in range(0, len(row), 4)} == {b"\xff\xff\xff"}
    assert {row[n + 3] for row in rows for n in range(0, len(row), 4)} >= {0, 255}


def test_the_package_holds_the_manifest_and_its_icons_and_is_always_the_same() -> None:
    written = package(made())

    with ZipFile(BytesIO(written)) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == ["color.png", "manifest.json", "outline.png"]
        assert json.loads(archive.read("manifest.json")) == made()
    assert package(made()) == written
