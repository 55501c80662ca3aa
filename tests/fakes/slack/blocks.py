"""Check Block Kit offline, before a message or a view leaves the process.

Two steps: the models of `slack_sdk` know most lengths and counts; the rules below
add what those models let through. `check` returns a list of findings, empty when
nothing was found. It cannot promise that Slack accepts the payload.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

logging.getLogger("slack_sdk.models").setLevel(logging.ERROR)

Payload = dict[str, Any]

PLAIN_TEXT_ONLY = {
    "header": ("text",),
    "button": ("text",),
    "input": ("label", "hint"),
    "modal": ("title", "submit", "close"),
}
CONTEXT_ELEMENTS = {"image", "plain_text", "mrkdwn"}


def check(payload: Payload | list[Payload]) -> list[str]:
    """Findings for a list of blocks, a message (`text`, `blocks`) or a view."""
    if isinstance(payload, list):
        return list(_check_blocks(payload, at_most=50))
    if payload.get("type") in ("modal", "home"):
        return list(_check_view(payload))
    return list(_check_message(payload))


def _check_message(message: Payload) -> Iterator[str]:
    if not message.get("text"):
        yield "message has no fallback text"
    yield from _check_blocks(message.get("blocks") or [], at_most=50)


def _check_view(view: Payload) -> Iterator[str]:
    blocks = view.get("blocks") or []
    try:
        _validate(View(**view))
    except (SlackObjectFormationError, TypeError, ValueError) as error:
        yield f"view: {error}"
    if view["type"] == "modal":
        if not view.get("title"):
            yield "modal has no title"
        if not view.get("submit") and any(b.get("type") == "input" for b in blocks):
            yield "modal has an input block but no submit"
        yield from _check_plain_text("modal", view, "view")
    yield from _check_blocks(blocks, at_most=100)


def _check_blocks(blocks: list[Payload], *, at_most: int) -> Iterator[str]:
    if len(blocks) > at_most:
        yield f"{len(blocks)} blocks, at most {at_most} are allowed"
    yield from _duplicates("block_id", blocks, "blocks")
    for index, block in enumerate(blocks):
        where = f"blocks[{index}]"
        try:
            model = Block.parse(block)
            if model is None:
                yield f"{where}: slack_sdk does not know block type {block.get('type')!r}"
                continue
            _validate(model)
            yield from _dropped(block, model.to_dict(), where)
        except (SlackObjectFormationError, TypeError, ValueError) as error:
            yield f"{where}: {error}"
        yield from _walk(block, where)


def _validate(value: object) -> None:
    """Run the models' own validators, also on nested objects."""
    if isinstance(value, JsonObject):
        value.validate_json()
        for child in vars(value).values():
            _validate(child)
    elif isinstance(value, (list, tuple)):
        for child in value:
            _validate(child)


def _dropped(given: Any, kept: Any, where: str) -> Iterator[str]:
    """Properties that the model silently ignored, most often a misspelling."""
    if isinstance(given, dict) and isinstance(kept, dict):
        for name, value in given.items():
            if name not in kept and value not in (None, ""):
                yield f"{where}: unknown property {name!r}"
            else:
                yield from _dropped(value, kept.get(name), f"{where}.{name}")
    elif isinstance(given, list) and isinstance(kept, list):
        for index, (left, right) in enumerate(zip(given, kept, strict=False)):
            yield from _dropped(left, right, f"{where}[{index}]")


def _walk(node: Any, where: str) -> Iterator[str]:  # noqa: C901
    """Rules for any place in a block: texts, options, elements, action ids."""
    if isinstance(node, list):
        for index, child in enumerate(node):
            yield from _walk(child, f"{where}[{index}]")
    if not isinstance(node, dict):
        return
    kind = node.get("type", "")
    if kind in ("plain_text", "mrkdwn") and not node.get("text"):
        yield f"{where}: empty text"
    if kind in ("actions", "context_actions"):
        yield from _duplicates("action_id", node.get("elements", []), where)
    if kind == "context":
        for element in node.get("elements", []):
            if element.get("type") not in CONTEXT_ELEMENTS:
                yield f"{where}: {element.get('type')!r} may not stand in a context block"
    if "type" not in node and {"text", "value"} <= node.keys():
        yield from _check_option(node, where)
    yield from _check_plain_text(kind, node, where)
    for name, child in node.items():
        yield from _walk(child, f"{where}.{name}")


def _check_option(option: Payload, where: str) -> Iterator[str]:
    if len(option["value"]) > 150:
        yield f"{where}: option value is longer than 150 characters"
    if len(option["text"].get("text", "")) > 75:
        yield f"{where}: option text is longer than 75 characters"


def _check_plain_text(kind: str, node: Payload, where: str) -> Iterator[str]:
    for name in PLAIN_TEXT_ONLY.get(kind, ()):
        text = node.get(name)
        if isinstance(text, dict) and text.get("type") != "plain_text":
            yield f"{where}.{name}: must be plain_text"


def _duplicates(name: str, items: list[Payload], where: str) -> Iterator[str]:
    seen: set[str] = set()
    for item in items:
        value = item.get(name)
        if value and value in seen:
            yield f"{where}: {name} {value!r} is used twice"
        seen.add(value or "")
