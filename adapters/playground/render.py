"""The playground's pen: a card as plain, accessible HTML."""

from typing import assert_never

from adapters.playground.render_span import address, attribute, cut, draw_line, link, plain
from bot.domain.card import (
    Bullets,
    Button,
    Buttons,
    Card,
    Divider,
    Fact,
    Facts,
    Line,
    Menu,
    Note,
    Paragraph,
    Part,
    Picture,
    Quote,
    Table,
)

TITLE = 300
QUOTE = 5_000
LABEL = 75
ROWS = 200
BUTTONS_VISIBLE = 4


def draw(card: Card) -> str:
    """The whole card; its title is the heading and must make sense alone. Somebody's words have none."""
    parts = "".join(draw_part(part) for part in card.parts)
    if card.spoken:
        return f'<div class="spoken">{parts or plain(cut(card.title, TITLE))}</div>'
    title = f'<h3 class="card-title" dir="auto">{plain(cut(card.title, TITLE))}</h3>'
    return f'<article class="card" data-tone="{card.tone.value}">{title}{parts}</article>'


def draw_part(part: Part) -> str:  # noqa: C901, PLR0911  # One line for each part.
    match part:
        case Paragraph(line):
            return f'<p dir="auto">{draw_line(line)}</p>'
        case Note(line):
            return f'<p class="note" dir="auto">{draw_line(line)}</p>'
        case Quote(text):
            return f'<blockquote dir="auto">{plain(cut(text, QUOTE))}</blockquote>'
        case Facts(facts):
            return f'<dl class="facts">{"".join(_fact(fact) for fact in facts)}</dl>'
        case Bullets(lines):
            items = "".join(f'<li dir="auto">{draw_line(line)}</li>' for line in lines[:ROWS])
            return f"<ul>{items}</ul>{_left_out(len(lines))}"
        case Table(columns, rows):
            return _table(columns, rows)
        case Picture(url, alternative):
            return _picture(url, alternative)
        case Divider():
            return "<hr>"
        case Buttons(buttons, more):
            return _buttons(buttons, more)
        case Menu():
            return _menu(part)
        case _:
            assert_never(part)


def _fact(fact: Fact) -> str:
    value = draw_line(fact.value) or '<span class="nothing">–</span>'
    return f'<div><dt>{plain(fact.label)}</dt><dd dir="auto">{value}</dd></div>'


def _table(columns: tuple[str, ...], rows: tuple[tuple[Line, ...], ...]) -> str:
    head = "".join(f'<th scope="col">{plain(name)}</th>' for name in columns)
    body = "".join(
        "<tr>" + "".join(f'<td dir="auto">{draw_line(cell)}</td>' for cell in row) + "</tr>"
        for row in rows[:ROWS]
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="table" role="group" tabindex="0">{table}</div>{_left_out(len(rows))}'


def _left_out(count: int) -> str:
    return f'<p class="note">… and {count - ROWS} more.</p>' if count > ROWS else ""


def _picture(url: str, alternative: str) -> str:
    """Nothing is fetched from outside: a foreign picture is a link to it."""
    target = address(url)
    if not target.startswith("/"):
        return f'<p class="picture">{link(alternative or "Picture", url)}</p>'
    return f'<img class="picture" src="{target}" alt="{attribute(alternative)}" loading="lazy">'


def _buttons(buttons: tuple[Button, ...], more: tuple[Button, ...]) -> str:
    shown = "".join(_button(one) for one in buttons[:BUTTONS_VISIBLE])
    rest = buttons[BUTTONS_VISIBLE:] + more
    overflow = _popup("More", "".join(_button(one, item=True) for one in rest)) if rest else ""
    return f'<div class="buttons">{shown}{overflow}</div>'


def _button(button: Button, *, item: bool = False) -> str:
    kind = 'role="menuitem" tabindex="-1" class="item' if item else 'class="button'
    if button.url:
        return _leading(button, kind)
    said = {"does": button.does, "about": button.about, "words": button.words, "confirm": button.confirm}
    data = "".join(f' data-{name}="{attribute(value)}"' for name, value in said.items() if value)
    once = " data-once" if button.once else ""
    label = plain(cut(button.label, LABEL))
    return f'<button type="button" {kind} {button.weight.value}"{data}{once}>{label}</button>'


def _leading(button: Button, kind: str) -> str:
    """A button that leads elsewhere; one that may not is nothing but its words."""
    target, label = address(button.url), plain(cut(button.label, LABEL))
    if not target:
        return f"<span>{label}</span>"
    outside = 'target="_blank" rel="noopener noreferrer nofollow"'
    return f'<a {kind} {button.weight.value}" href="{target}" {outside}>{label}</a>'


def _menu(menu: Menu) -> str:
    choices = (Button(option.label, menu.does, menu.about, option.words) for option in menu.options[:ROWS])
    items = "".join(_button(choice, item=True) for choice in choices)
    return f'<div class="buttons">{_popup(menu.label, items)}</div>'


def _popup(label: str, items: str) -> str:
    opener = (
        '<button type="button" class="button plain opens" aria-haspopup="menu" aria-expanded="false">'
        f"{plain(cut(label, LABEL))}</button>"
    )
    return f'<div class="popup">{opener}<div class="menu" role="menu" hidden>{items}</div></div>'
