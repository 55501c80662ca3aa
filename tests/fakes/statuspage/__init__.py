"""A Statuspage on 127.0.0.1 that keeps incidents, and can be asked what it shows.

with serving() as page:
    checkout = page.component("Checkout")
    …
    [incident] = page.incidents
    [update["body"] for update in incident["incident_updates"]]

`page.settings(checkout=checkout)` is what stands under `publishing.statuspage`. Trouble: `answers`, `loses`,
`down`, `deletes`. Like the real one at its worst, it replaces metadata and components instead of merging.
"""

from tests.fakes.statuspage.fake import FakeStatuspage
from tests.fakes.statuspage.server import serving

__all__ = ["FakeStatuspage", "serving"]
