"""Connects every system of tickets that is configured; the files of the others are not even imported."""

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module

import httpx

from bot.ports import TicketSystem
from bot.settings_tickets import Desk


def connect(
    configured: Mapping[str, Desk],
    now: Callable[[], datetime],
    transport: httpx.BaseTransport | None = None,
) -> dict[str, TicketSystem]:
    """By name, in the order of the settings."""
    return {
        name: import_module(f"adapters.tickets.{name}").connect(settings, now=now, transport=transport)
        for name, settings in configured.items()
    }
