"""Block Kit as simple HTML: what stands where, not how Slack looks."""

import re
from html import escape
from typing import Any

Json = dict[str, Any]


def page(blocks: list[Json]) -> str:
    return f'<div class="slack">{"".join(map(_block, blocks))}</div>'


def _block(block: Json) -> str:  # noqa: C901, PLR0911 - one case for every block
    match block["type"]:
        case "header":
            return f"<h3>{_text(block['text'])}</h3>"
        case "section":
            fields = "".join(f"<div>{_text(field)}</div>" for field in block.get("fields", ()))
            return f'<div class="fields">{fields}</div>' if fields else f"<p>{_text(block['text'])}</p>"
        case "context":
            return f"<small>{' '.join(map(_element, block['elements']))}</small>"
        case "rich_text" | "actions":
            return f'<div class="{block["type"]}">{"".join(map(_element, block["elements"]))}</div>'
        case "input":
            hint = f"<small>{_text(block['hint'])}</small>" if "hint" in block else ""
            return f"<p><b>{_text(block['label'])}</b><br>{_element(block['element'])}{hint}</p>"
        case "table":
            rows = ("".join(f"<td>{_cell(cell)}</td>" for cell in row) for row in block["rows"])
            return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
        case "image":
            return f"<p>[picture: {escape(block['alt_text'])}]</p>"
        case "divider":
            return "<hr>"
        case other:
            return f"<p>[{escape(other)}]</p>"


def _cell(cell: Json) -> str:
    return escape(cell["text"]) if cell["type"] == "raw_text" else "".join(map(_element, cell["elements"]))


def _element(one: Json) -> str:  # noqa: C901, PLR0911, PLR0912 - one case for every element
    inside = "".join(map(_element, one.get("elements", ())))
    match one["type"]:
        case "rich_text_section":
            return f"<div>{inside}</div>"
        case "rich_text_list":
            return f"<ul>{''.join(f'<li>{_element(item)}</li>' for item in one['elements'])}</ul>"
        case "rich_text_quote":
            return f"<blockquote>{inside}</blockquote>"
        case "text" | "link":
            return _styled(escape(one.get("text") or one.get("url", "")), one)
        case "user":
            return f"<mark>@{escape(one['user_id'])}</mark>"
        case "channel":
            return f"<mark>#{escape(one['channel_id'])}</mark>"
        case "date":
            return escape(one["fallback"])
        case "plain_text" | "mrkdwn":
            return _text(one)
        case "button":
            return f'<button class="{one.get("style", "")}">{_text(one["text"])}</button>'
        case "overflow":
            return f"<button>⋯ {len(one['options'])}</button>"
        case "plain_text_input" | "number_input":
            return f"<input value='{escape(one.get('initial_value', ''), quote=True)}'>"
        case "radio_buttons" | "checkboxes":
            return "<br>".join(f"○ {_text(option['text'])}" for option in one["options"])
        case _:
            return f"<button>{_text(one['placeholder']) if 'placeholder' in one else one['type']} ▾</button>"


def _styled(text: str, one: Json) -> str:
    tags = {"bold": "b", "code": "code", "strike": "s", "italic": "i"}
    for name in one.get("style", {}):
        text = f"<{tags[name]}>{text}</{tags[name]}>"
    return f"<a>{text}</a>" if one["type"] == "link" else text


def _text(text: Json) -> str:
    if text["type"] == "plain_text":
        return escape(text["text"])
    shown = re.sub(r"<!date\^[^|]*\|([^>]*)>", r"\1", text["text"])
    shown = re.sub(r"<[@#](\w+)>", r"<mark>\1</mark>", shown)
    shown = re.sub(r"<(?!/?mark)([^|>]*)\|([^>]*)>", r"<a>\2</a>", shown)
    shown = re.sub(r"~([^~]+)~", r"<s>\1</s>", re.sub(r"`([^`]+)`", r"<code>\1</code>", shown))
    return re.sub(r"\*([^*]+)\*", r"<b>\1</b>", shown).replace("\n", "<br>")
