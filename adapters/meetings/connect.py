"""Connects the provider of bridges that is configured; the files of the others are not even imported."""

from importlib import import_module

from adapters.meetings.given import Given
from bot.ports import Meetings


def connect(given: Given) -> dict[str, Meetings]:
    """By name; empty where no provider is named. Raises SettingsError when it lacks something."""
    name = given.settings.bridge.provider
    return {name: import_module(f"adapters.meetings.{name}").connect(given)} if name else {}
