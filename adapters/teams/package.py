"""The app package that Teams takes: a zip of the manifest and its icons."""

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from adapters.teams import icons
from adapters.teams.manifest import COLOR, OLDER, OUTLINE, VERSION, manifest
from bot.config import Environment, Settings
from bot.errors import SettingsError

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""So that the same manifest always gives the same bytes."""


def write(environment: Environment, settings: Settings, output: str, *, older: bool, url: str) -> str:
    """Into this file; gives the version of the manifest in it. Raises SettingsError."""
    if not environment.has_teams:
        raise SettingsError(["MICROSOFT_APP_ID: not set; the app package names the bot by it"])
    version = OLDER if older else VERSION
    made = package(manifest(environment.microsoft_app_id, settings, version=version, url=url))
    try:
        Path(output).write_bytes(made)
    except OSError as error:
        raise SettingsError([f"--output: {output} cannot be written: {error.strerror}"]) from error
    return version


def package(made: Mapping[str, Any]) -> bytes:
    text = json.dumps(made, indent=2, ensure_ascii=False) + "\n"
    files = {"manifest.json": text.encode(), COLOR: icons.color(), OUTLINE: icons.outline()}
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, LONG_AGO), content, ZIP_DEFLATED)
    return written.getvalue()
