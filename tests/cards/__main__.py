"""`make cards`: every example in every chat, side by side in `artefacts/cards.png`, for people to look at.

Teams is drawn by Microsoft's own renderer, which `make cards` installs into an ignored folder. What
that renderer complains about, and foreign words that it takes for markup, are printed and end it badly.
"""

import argparse
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import FloatRect, Page, sync_playwright

from adapters.playground.people import CAST
from adapters.playground.render import draw as playground_card
from adapters.playground.render_form import draw_form as playground_form
from adapters.slack import render as slack
from adapters.slack.render_form import modal
from adapters.teams import render as teams
from bot.domain.card import Bold, Card, Fact, Facts, Mention, Note, Paragraph, Quote, Table
from bot.domain.form import Form
from tests.cards import block_kit, snapshots
from tests.cards.examples import Drawable, examples

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
STYLES = [ROOT / "adapters" / "playground" / "page" / name for name in ("style.css", "cards.css")]
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TALLEST = 16_000
"""Pixels; no picture of Chromium is taller."""
HOSTILE = (
    "**bold** __bold__ *x* _x_ ~~x~~ `x`",
    "[bank](https://evil.test) ![x](https://evil.test/x.png)",
    "- one",
    "1. one",
    "# heading",
    "> quoted",
    "R&D &amp; &lt;b&gt; < > <b>bold</b>",
    "<at>Ana</at> {{TIME(2026-01-01T10:00:00Z)}}",
    r"back\slash \*x\* a_b_c 3*4*5",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.cards", description=__doc__)
    parser.add_argument("--renderer", type=Path, default=ROOT / ".cards" / "node_modules")
    parser.add_argument("--snapshots", action="store_true", help="write tests/cards/snapshots anew instead")
    asked = parser.parse_args()
    if asked.snapshots:
        snapshots.write()
        return 0
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        sys.exit("no browser is installed; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1560, "height": 1000}, timezone_id="Europe/Berlin")
        page.route("**/*", lambda route: route.abort())
        wrong = _draw(page, asked.renderer)
        browser.close()
    sys.stderr.write("".join(f"{told}\n" for told in wrong))
    return 1 if wrong else 0


def _draw(page: Page, renderer: Path) -> list[str]:
    page.set_content((HERE / "sheet.html").read_text())
    for style in STYLES:
        page.add_style_tag(
            content=f"@scope (.playground) {{ {style.read_text().replace(':root', ':scope')} }}"
        )
    page.add_script_tag(path=renderer / "adaptivecards" / "dist" / "adaptivecards.js")
    page.add_script_tag(path=renderer / "markdown-it" / "dist" / "markdown-it.min.js")
    page.add_script_tag(path=HERE / "sheet.js")
    wrong = [f"{name}: {told}" for name, row in _rows() for told in page.evaluate(ROW, [name, row])]
    wrong += [f"{words!r}: {told}" for words in HOSTILE for told in _became(page, words)]
    (ROOT / "artefacts").mkdir(exist_ok=True)
    height = page.evaluate("document.documentElement.scrollHeight")
    for n, top in enumerate(range(0, height, TALLEST)):
        part = FloatRect(x=0, y=top, width=1560, height=min(TALLEST, height - top))
        name = f"cards{f'-{n + 1}' if n else ''}.png"
        page.screenshot(path=ROOT / "artefacts" / name, full_page=True, clip=part)
        sys.stderr.write(f"artefacts/{name}\n")
    return wrong


ROW = "([name, row]) => window.row(name, row)"


def _rows() -> list[tuple[str, dict[str, Any]]]:
    chats = {chat: examples(chat) for chat in ("teams", "slack", "playground")}
    return [
        (
            name,
            {
                **_teams(chats["teams"][name]),
                "slack": block_kit.page(_slack(chats["slack"][name])),
                "playground": f'<div class="playground">{_playground(chats["playground"][name])}</div>',
            },
        )
        for name in chats["teams"]
    ]


def _teams(one: Drawable) -> dict[str, Any]:
    if isinstance(one, Form):
        return {
            "card": teams.form(one, zone="Europe/Berlin", errors={one.fields[0].name: "Say what is wrong."})
        }
    return {"activity": teams.activity(one)} if one.spoken else {"card": teams.card(one)}


def _slack(one: Drawable) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = (modal(one) if isinstance(one, Form) else slack.message(one))["blocks"]
    return blocks


def _playground(one: Drawable) -> str:
    return playground_form(one, "t", CAST) if isinstance(one, Form) else playground_card(one)


def _became(page: Page, words: str) -> list[str]:
    """What Microsoft's renderer makes of foreign words, in every place where they can stand."""
    ana = Mention("teams:29:1x", "An")
    places = (
        Card(words),
        Card("t", (Paragraph((words,)), Note((words,)), Quote(words))),
        Card("t", (Facts((Fact("f", (words,)), Fact(words, ("v",)))),)),
        Card("t", (Table(("c",), (((words,),),)),)),
        Card("t", (Paragraph((words, " ", ana)), Paragraph((ana, " ", words, Bold(" "), words)))),
    )
    drawn = [told for card in places for told in page.evaluate(BECAME, [teams.card(card), words])]
    ours = ('<span class="mention">An</span>',)
    return [told for told in drawn if told not in ours]


BECAME = "([card, words]) => window.became(card, words)"


if __name__ == "__main__":
    sys.exit(main())
