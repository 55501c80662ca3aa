"""The app package that Teams takes: a zip of the manifest and its icons."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from adapters.teams import icons
from adapters.teams.manifest import COLOR, OUTLINE

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""So that the same manifest always gives the same bytes."""


def package(made: Mapping[str, Any]) -> bytes:
    manifest = json.dumps(made, indent=2, ensure_ascii=False) + "\n"
    files = {"manifest.json": manifest.encode(), COLOR: icons.color(), OUTLINE: icons.outline()}
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, LONG_AGO), content, ZIP_DEFLATED)
    return written.getvalue()
