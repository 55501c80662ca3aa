"""What comes from the environment: secrets, addresses, where to listen."""

import ipaddress
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError
from bot.settings_file import findings
from bot.settings_kinds import GUID


class Environment(BaseSettings):
    """Read once, in `__main__`. A variable that is set to nothing counts as not set.

    Files that hold secrets end with a line break, which belongs to none of them.
    """

    model_config = SettingsConfigDict(
        extra="ignore", frozen=True, env_ignore_empty=True, str_strip_whitespace=True
    )

    slack_bot_token: SecretStr = Field(
        SecretStr(""), description="`xoxb-…` of the app installed in your workspace; switches Slack on."
    )
    slack_signing_secret: SecretStr = Field(
        SecretStr(""), description="Proves that a request over HTTP is Slack's."
    )
    slack_app_token: SecretStr = Field(
        SecretStr(""),
        description="`xapp-…`; when set, Slack is reached by Socket Mode, without a public address.",
    )
    slack_client_id: str = Field(
        "", description="With the client secret: workspaces install Caseline themselves, by OAuth."
    )
    slack_client_secret: SecretStr = Field(SecretStr(""), description="See `SLACK_CLIENT_ID`.")
    slack_api_url: str = Field(
        "https://slack.com/api/", description="Slack's Web API; another address for a proxy or a fake."
    )
    microsoft_app_id: str = Field(
        "", description="Application (client) id of the bot in Microsoft Entra; switches Microsoft Teams on."
    )
    microsoft_app_password: SecretStr = Field(SecretStr(""), description="Client secret of that application.")
    microsoft_app_tenant_id: str = Field(
        "", description="Directory (tenant) id; nobody from another tenant is listened to."
    )
    teams_openid_metadata_url: str = Field(
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        description="Where the keys are with which Teams signs; another address for other clouds or a fake.",
    )
    teams_token_issuer: str = Field(
        "https://api.botframework.com", description="Who must have issued the tokens that Teams shows."
    )
    teams_auth: Literal["on", "off"] = Field(
        "on",
        description="`off` takes requests without a token, for trying things out; "
        "refused unless `CASELINE_HOST` is a loopback address.",
    )
    caseline_config: str = Field("caseline.yml", description="Path of the settings file.")
    caseline_database_url: str = Field(
        "sqlite:///caseline.db",
        description="`sqlite:///path` for one process, `postgresql+psycopg://…` for several replicas.",
    )
    caseline_host: str = Field("127.0.0.1", description="Address to listen on; `0.0.0.0` in a container.")
    caseline_port: Annotated[int, Field(ge=0, le=65535)] = Field(
        8080, description="Port to listen on; 0 takes any free one."
    )
    caseline_log: Literal["text", "json"] = Field("text", description="How log lines are written.")

    @property
    def has_slack(self) -> bool:
        return bool(self.slack_bot_token.get_secret_value() or self.slack_client_id)

    @property
    def has_teams(self) -> bool:
        return bool(self.microsoft_app_id)

    @property
    def is_local(self) -> bool:
        """Whether nobody outside this machine can reach what we listen on."""
        try:
            return self.caseline_host == "localhost" or ipaddress.ip_address(self.caseline_host).is_loopback
        except ValueError:
            return False

    def secrets(self) -> list[str]:
        """Every secret that is set, so that none of them is ever written to a log."""
        found = (getattr(self, name) for name in type(self).model_fields)
        return [one.get_secret_value() for one in found if isinstance(one, SecretStr) and one]

    @field_validator("slack_api_url")
    @classmethod
    def _ends_with_slash(cls, url: str) -> str:
        if not re.match(r"https?://[^/]", url):
            raise ValueError("expected an address that begins with https://")
        return url if url.endswith("/") else f"{url}/"

    @field_validator("teams_openid_metadata_url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        if not re.match(r"https?://[^/]", url):
            raise ValueError("expected an address that begins with https://")
        return url

    @field_validator("microsoft_app_id", "microsoft_app_tenant_id")
    @classmethod
    def _is_guid(cls, id: str) -> str:
        if id and not re.fullmatch(GUID, id):
            raise ValueError("expected an id such as 00000000-0000-0000-0000-000000000000")
        return id.lower()

    @field_validator("caseline_database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        """The address is never repeated in the message: it may hold a password."""
        scheme, _, rest = url.partition("://")
        if scheme in {"postgres", "postgresql"}:
            raise ValueError("write postgresql+psycopg:// instead of " + scheme + "://")
        if scheme not in {"sqlite", "postgresql+psycopg"}:
            raise ValueError(
                "expected sqlite:///path or postgresql+psycopg://… (user, password, host and name)"
            )
        if scheme == "sqlite" and (not rest.startswith("/") or rest == "/" or ":memory:" in rest):
            raise ValueError("expected the path of a file, such as sqlite:///caseline.db")
        return url

    @model_validator(mode="after")
    def _fits_together(self) -> "Environment":
        if wrong := [*self._slack_mistakes(), *self._teams_mistakes()]:
            raise ValueError("\n".join(wrong))
        return self

    def _slack_mistakes(self) -> Iterator[str]:
        bot, app = self.slack_bot_token.get_secret_value(), self.slack_app_token.get_secret_value()
        signing, client_secret = (
            self.slack_signing_secret.get_secret_value(),
            self.slack_client_secret.get_secret_value(),
        )
        if bot and not bot.startswith(("xoxb-", "xoxe.xoxb-")):
            yield "SLACK_BOT_TOKEN: expected a bot token, which begins with xoxb-"
        if app and not app.startswith("xapp-"):
            yield "SLACK_APP_TOKEN: expected an app-level token, which begins with xapp-"
        if bool(self.slack_client_id) != bool(client_secret):
            yield "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET: set both or none"
        if bot and self.slack_client_id:
            yield "SLACK_BOT_TOKEN and SLACK_CLIENT_ID: set one, a token for one workspace, OAuth for several"
        if self.slack_client_id and not signing:
            yield "SLACK_SIGNING_SECRET: not set; installing by OAuth needs a public address, hence HTTP"
        elif self.has_slack and not (signing or app):
            yield (
                "SLACK_SIGNING_SECRET: not set; Slack needs it (HTTP), or SLACK_APP_TOKEN (Socket Mode); "
                "both stand on the first page of your app at api.slack.com/apps"
            )
        if (signing or app) and not self.has_slack:
            yield (
                "SLACK_BOT_TOKEN: not set, though another Slack secret is; "
                "it stands under Install App on your app's page"
            )

    def _teams_mistakes(self) -> Iterator[str]:
        given = {
            "MICROSOFT_APP_ID": self.microsoft_app_id,
            "MICROSOFT_APP_PASSWORD": self.microsoft_app_password.get_secret_value(),
            "MICROSOFT_APP_TENANT_ID": self.microsoft_app_tenant_id,
        }
        known = [name for name, value in given.items() if value]
        if known:
            are = "is" if len(known) == 1 else "are"
            yield from (
                f"{name}: not set, though {' and '.join(known)} {are}; "
                "Teams needs all three, which stand on the page of your Azure bot's app registration"
                for name, value in given.items()
                if not value
            )
        if self.has_teams and self.teams_auth == "off" and not self.is_local:
            yield "TEAMS_AUTH: may only be off while CASELINE_HOST is a loopback address"


NO_CHATS: Mapping[str, object] = {
    name: ""
    for name in Environment.model_fields
    if name.startswith(("slack_", "microsoft_")) and name != "slack_api_url"
}
"""As if no chat were set up."""


def load_environment(given: Mapping[str, object] | None = None) -> Environment:
    """What is given counts more than what is set; raises SettingsError, with the names of the variables."""
    try:
        return Environment.model_validate(given or {})
    except ValidationError as error:
        lines = findings(error, Environment)
        raise SettingsError([_spoken(line) for line in lines]) from error


def _spoken(line: str) -> str:
    name, colon, rest = line.partition(":")
    return f"{name.upper()}{colon}{rest}" if name in Environment.model_fields else line
