"""The app's manifest: what Slack would take, and not one scope more than we use."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from adapters.slack import events, manifest
from adapters.slack.interactions import SHORTCUTS
from adapters.slack.listen_http import PATH
from bot.commands.table import COMMANDS

ROOT = Path(__file__).resolve().parents[3]
SCHEMAS = ROOT.parent / "shared" / "specs"
KNOWN_SCOPES = frozenset(
    """app_mentions:read assistant:write bookmarks:read bookmarks:write canvases:read canvases:write
    channels:history channels:join channels:manage channels:read channels:write.invites
    channels:write.topic chat:write chat:write.customize chat:write.public commands emoji:read
    files:read files:write groups:history groups:read groups:write groups:write.invites
    groups:write.topic im:history im:read im:write links:read links:write metadata.message:read
    mpim:history mpim:read mpim:write pins:read pins:write reactions:read reactions:write team:read
    usergroups:read usergroups:write users.profile:read users:read users:read.email
    users:write""".split()
)
KNOWN_EVENTS = frozenset(
    """app_home_opened app_mention app_rate_limited app_uninstalled channel_archive channel_created
    channel_deleted channel_id_changed channel_left channel_rename channel_shared channel_unarchive
    channel_unshared entity_details_requested function_executed group_archive group_deleted group_left
    group_rename group_unarchive link_shared member_joined_channel member_left_channel message.channels
    message.groups message.im message.mpim pin_added pin_removed reaction_added reaction_removed
    team_join tokens_revoked user_change user_profile_changed""".split()
)


def shapes() -> list[Any]:
    made = {
        "HTTP": manifest.manifest(),
        "Socket Mode": manifest.manifest(socket_mode=True, url=None),
        "another command": manifest.manifest("/caseline_support-1", ["declare"], url="https://x.test/"),
    }
    return [pytest.param(one, id=name) for name, one in made.items()]


def mistakes(made: dict[str, Any]) -> list[str]:
    """What Slack's schema does not see."""
    settings, features = made["settings"], made["features"]
    needs_url = not settings["socket_mode_enabled"]
    found = [f"scope {one}" for one in made["oauth_config"]["scopes"]["bot"] if one not in KNOWN_SCOPES]
    found += [
        f"event {one}" for one in settings["event_subscriptions"]["bot_events"] if one not in KNOWN_EVENTS
    ]
    for name in ("interactivity", "event_subscriptions"):
        if needs_url and not settings[name].get("request_url", "").startswith("https://"):
            found.append(f"{name} without an address")
    found += [
        f"{one['command']} without an address"
        for one in features["slash_commands"]
        if needs_url and "url" not in one
    ]
    found += [
        f"{one['command']} escapes nothing"
        for one in features["slash_commands"]
        if not one.get("should_escape")
    ]
    colour = made["display_information"]["background_color"]
    return found if re.fullmatch(r"#[0-9a-f]{6}", colour) else [*found, f"colour {colour}"]


@pytest.mark.parametrize("made", shapes())
def test_slack_would_take_the_manifest(made: dict[str, Any]) -> None:
    assert mistakes(made) == []


@pytest.mark.parametrize("made", shapes())
def test_the_manifest_keeps_slacks_own_schema(made: dict[str, Any]) -> None:
    if not SCHEMAS.is_dir():
        pytest.skip(f"the schemas of Slack are not at {SCHEMAS}")
    schemas = [json.loads(path.read_text()) for path in SCHEMAS.glob("slack-app-manifest*.json")]
    files = [path.name for path in SCHEMAS.glob("slack-app-manifest*.json")]
    whole = json.loads((SCHEMAS / "slack-app-manifest.schema.json").read_text())
    base = whole["$id"].rpartition("/")[0]
    known = [
        (f"{base}/{name}", Resource.from_contents(one)) for name, one in zip(files, schemas, strict=True)
    ]
    known += [(one["$id"], Resource.from_contents(one)) for one in schemas if "$id" in one]
    validator = Draft7Validator(whole, registry=Registry().with_resources(known))

    assert [error.message for error in validator.iter_errors(made)] == []
    broken = made | {"display_information": {"name": "x" * 36}}
    assert list(validator.iter_errors(broken))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda made: made["oauth_config"]["scopes"]["bot"].append("chat:writ"),
        lambda made: made["settings"]["event_subscriptions"]["bot_events"].append("app_mentioned"),
        lambda made: made["settings"]["interactivity"].pop("request_url"),
        lambda made: made["features"]["slash_commands"][0].pop("url"),
        lambda made: made["features"]["slash_commands"][0].pop("should_escape"),
        lambda made: made["display_information"].update(background_color="blue"),
    ],
)
def test_the_checks_see_what_the_schema_does_not(spoil: Any) -> None:
    made = manifest.manifest()
    spoil(made)

    assert len(mistakes(made)) == 1


def test_the_manifest_in_the_repository_is_the_generated_one() -> None:
    written = (ROOT / "manifest.yml").read_text(encoding="utf-8")

    assert written == manifest.as_yaml(manifest.manifest())
    assert yaml.safe_load(written) == manifest.manifest()


CALLS = re.compile(
    r'"((?:chat|views|conversations|users|bookmarks|pins|reactions|auth|apps|oauth|usergroups|team)'
    r"\.[A-Za-z.0-9]+)\"|client\)?\.((?:chat|views|conversations|users|bookmarks|pins|auth|apps|oauth)_\w+)\("
    r"|\.((?:chat|views|conversations|users|bookmarks|pins|auth|apps|oauth)_[A-Za-z_0-9]+)\("
)


def test_every_method_that_we_call_has_its_scope_and_no_scope_is_idle() -> None:
    code = "\n".join(
        path.read_text() for path in (ROOT / "adapters/slack").glob("*.py") if path.name != "manifest.py"
    )
    called = {next(filter(None, found)).replace("_", ".") for found in CALLS.findall(code)}

    assert called == set(manifest.METHODS)


def test_every_event_that_is_read_is_subscribed_and_no_other() -> None:
    subscribed = {name.partition(".")[0] for name in manifest.EVENTS}

    assert subscribed == set(events.READERS) | {"app_uninstalled", "tokens_revoked"}


def test_hyphenated_commands_are_words_that_exist() -> None:
    assert set(manifest.HYPHENATED) == {one.word for one in COMMANDS if one.hyphenated}


def test_every_shortcut_is_understood() -> None:
    named = manifest.manifest()["features"]["shortcuts"]

    assert {one["callback_id"] for one in named} == set(SHORTCUTS)


def test_slack_shows_no_more_than_five_shortcuts_of_one_app() -> None:
    assert len(manifest.manifest()["features"]["shortcuts"]) <= 5


def test_the_address_is_the_doors() -> None:
    made = manifest.manifest(url="https://x.test/")

    assert made["settings"]["interactivity"]["message_menu_options_url"] == f"https://x.test{PATH}"

    assert made["settings"]["interactivity"]["request_url"] == f"https://x.test{PATH}"
    assert made["oauth_config"]["redirect_urls"] == ["https://x.test/slack/oauth_redirect"]


def test_socket_mode_needs_no_address() -> None:
    assert "https://" not in manifest.as_yaml(manifest.manifest(socket_mode=True, url=None))
