"""The logo of the page: one file of the operator's, read once."""

from dataclasses import dataclass
from pathlib import Path

from bot.errors import SettingsError

LARGEST = 200_000
"""Bytes; every reader loads it."""


@dataclass(frozen=True, slots=True)
class Logo:
    body: bytes
    media_type: str


def logo(path: str) -> Logo | None:
    """None when there is no path; raises SettingsError when there is no picture."""
    if not path:
        return None
    try:
        body = Path(path).read_bytes()
    except OSError as error:
        raise SettingsError([f"status_page.logo: {path} cannot be read: {error.strerror}"]) from error
    if len(body) > LARGEST:
        raise SettingsError([f"status_page.logo: {path} has more than {LARGEST} bytes"])
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return Logo(body, "image/png")
    if path.lower().endswith(".svg") and b"<svg" in body:
        return Logo(body, "image/svg+xml")
    raise SettingsError([f"status_page.logo: {path} is neither a PNG nor an SVG file"])
