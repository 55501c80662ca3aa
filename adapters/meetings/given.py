"""What every provider of bridges is connected with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import httpx

from bot.config import Environment, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """`transport` takes the place of the network."""

    settings: Settings
    environment: Environment
    now: Callable[[], datetime]
    transport: httpx.BaseTransport | None = None
