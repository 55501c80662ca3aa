"""Connects every pager that is configured; the files of the others are not even imported."""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module

import httpx

from bot.ports import Pager, Phone
from bot.settings_paging import Paging


def connect(
    configured: Paging, now: Callable[[], datetime], transport: httpx.BaseTransport | None = None
) -> dict[str, Pager]:
    """By name, in the order of the settings."""
    return {
        name: import_module(f"adapters.paging.{name}").connect(settings, now=now, transport=transport)
        for name, settings in configured.pagers().items()
    }


def connect_phone(
    configured: Paging, now: Callable[[], datetime], transport: httpx.BaseTransport | None = None
) -> Phone | None:
    if configured.twilio is None:
        return None
    phone: Phone = import_module("adapters.paging.twilio").connect(
        configured.twilio, now=now, transport=transport
    )
    return phone
