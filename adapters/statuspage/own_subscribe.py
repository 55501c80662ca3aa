"""The pages on which customers subscribe, confirm it, change what they get, and leave."""

from collections.abc import Mapping, Sequence
from html import escape

from adapters.statuspage.own_frame import Frame
from adapters.statuspage.own_reader import Reader
from adapters.statuspage.own_text import bare, inline
from adapters.statuspage.subscribe_spoken import subscribe_words
from adapters.statuspage.subscribe_words import SubscribeWords
from bot.domain.subscriber import Fault, Subscriber
from bot.settings_page import PublicPage

FORM = "/status/subscribe"


class SubscribePages:
    """A `adapters.web.status_subscribe.Pen`; each page in the language that is asked for."""

    def __init__(self, page: PublicPage, frame: Frame, readers: Mapping[str, Reader]) -> None:
        self._page = page
        self._frame = frame
        self._readers = readers

    @property
    def languages(self) -> Sequence[str]:
        return tuple(self._readers)

    @property
    def components(self) -> Sequence[str]:
        return tuple(self._page.components)

    def form(
        self,
        language: str,
        *,
        written: str = "",
        chosen: Sequence[str] = (),
        fault: Fault | None = None,
    ) -> bytes:
        """`written` and `chosen` are what somebody asked for; `fault` is what is wrong with it."""
        reader, words = self._spoken(language)
        body = (
            f"<h1>{escape(words.invite)}</h1><p>{escape(words.intro)}</p>"
            f'<form method="post" action="{FORM}{reader.suffix}">'
            f"{_address(words, written, fault)}{self._choice(reader, words, chosen, fault)}"
            f'<div class="trap"><label for="topic">{escape(words.trap)}</label>'
            '<input id="topic" name="topic" tabindex="-1" autocomplete="off"></div>'
            f'<p class="soft">{escape(words.keep)}</p>{_button(words.ask)}</form>'
        )
        return self._document(reader, words.invite, body)

    def sent(self, language: str) -> bytes:
        """The same for every address."""
        reader, words = self._spoken(language)
        return self._said(reader, words.sent_title, words.sent, words.sent_advice)

    def busy(self, language: str) -> bytes:
        reader, words = self._spoken(language)
        return self._said(reader, words.busy_title, words.busy)

    def down(self, language: str, *, unsure: bool) -> bytes:
        """Nothing was recorded, or nobody knows."""
        reader, words = self._spoken(language)
        return self._said(reader, words.down_title, words.unsure if unsure else words.down)

    def invalid(self, language: str) -> bytes:
        reader, words = self._spoken(language)
        form = f'<p><a class="whole" href="{FORM}{reader.suffix}">{escape(words.invite)}</a></p>'
        return self._said(reader, words.invalid_title, words.invalid, more=form)

    def left(self, language: str) -> bytes:
        reader, words = self._spoken(language)
        return self._said(reader, words.left_title, words.left)

    def confirm(self, language: str, path: str, one: Subscriber) -> bytes:
        """A button, since mail programs open links by themselves."""
        reader, words = self._spoken(language)
        body = (
            f"<h1>{escape(words.confirm_title)}</h1>{_told(reader, words.confirm_intro, one)}"
            f"{self._about(reader, words, one)}"
            f'<form method="post" action="{bare(path)}{reader.suffix}">{_button(words.confirm_button)}</form>'
        )
        return self._document(reader, words.confirm_title, body, path)

    def confirmed(self, language: str, manage: str, one: Subscriber) -> bytes:
        reader, words = self._spoken(language)
        body = (
            f"<h1>{escape(words.confirmed_title)}</h1>{_told(reader, words.confirmed, one)}"
            f"{self._about(reader, words, one)}"
            f'<p><a class="whole" href="{bare(manage)}{reader.suffix}">{escape(words.to_manage)}</a></p>'
        )
        return self._document(reader, words.confirmed_title, body)

    def manage(
        self,
        language: str,
        path: str,
        one: Subscriber,
        *,
        leave: str,
        saved: bool = False,
        fault: Fault | None = None,
    ) -> bytes:
        """What somebody gets, to be changed, and the way out."""
        reader, words = self._spoken(language)
        note = f'<p class="done" role="status">{escape(words.saved)}</p>' if saved else ""
        spoken = f'<p class="soft">{escape(words.in_language)}</p>' if reader.suffix else ""
        changes = self._choice(reader, words, one.components, fault) + spoken
        save = (
            f'<form method="post" action="{bare(path)}{reader.suffix}">{changes}{_button(words.save)}</form>'
        )
        body = (
            f"<h1>{escape(words.manage_title)}</h1>{note}{_told(reader, words.manage_intro, one)}"
            f"{save if changes else ''}"
            f'<h2>{escape(words.leave_title)}</h2><form method="post" action="{bare(leave)}{reader.suffix}">'
            f"{_told(reader, words.leave_intro, one)}{_button(words.leave_button, 'quiet-button')}</form>"
        )
        return self._document(reader, words.manage_title, body, path)

    def leave(self, language: str, path: str, one: Subscriber) -> bytes:
        reader, words = self._spoken(language)
        body = (
            f"<h1>{escape(words.leave_title)}</h1>{_told(reader, words.leave_intro, one)}"
            f'<form method="post" action="{bare(path)}{reader.suffix}">{_button(words.leave_button)}</form>'
        )
        return self._document(reader, words.leave_title, body, path)

    def _spoken(self, language: str) -> tuple[Reader, SubscribeWords]:
        reader = self._readers[language]
        return reader, subscribe_words(reader.words)

    def _document(self, reader: Reader, title: str, body: str, path: str = FORM) -> bytes:
        sheet = f'<section class="sheet state none">{body}</section>{self._frame.back(reader)}'
        return self._frame.document(reader, bare(path), title, sheet)

    def _said(self, reader: Reader, title: str, *sentences: str, more: str = "") -> bytes:
        told = "".join(f"<p>{escape(one)}</p>" for one in sentences)
        return self._document(reader, title, f"<h1>{escape(title)}</h1>{told}{more}")

    def _choice(
        self, reader: Reader, words: SubscribeWords, chosen: Sequence[str], fault: Fault | None
    ) -> str:
        """All of them are ticked where nobody chose; nothing where there is nothing to choose from."""
        if not self._page.components:
            return ""
        wrong = fault is Fault.COMPONENTS
        rows = "".join(
            self._pick(reader, name, is_ticked=not wrong and (not chosen or name in chosen))
            for name in self._page.components
        )
        said, told = (_fault("components", words.no_components), _DESCRIBED) if wrong else ("", "")
        return f"<fieldset{told}><legend>{escape(words.which)}</legend>{said}{rows}</fieldset>"

    def _pick(self, reader: Reader, name: str, *, is_ticked: bool) -> str:
        part, foreign = self._page.components[name], reader.marked(reader.others[0])
        more = f'<span class="soft"{foreign}>{inline(part.description)}</span>' if part.description else ""
        ticked = " checked" if is_ticked else ""
        return (
            f'<label class="pick"><input type="checkbox" name="component" value="{bare(name)}"{ticked}>'
            f"<span><span{foreign}>{inline(part.title)}</span> {more}</span></label>"
        )

    def _about(self, reader: Reader, words: SubscribeWords, one: Subscriber) -> str:
        parts = [self._page.components[name] for name in one.components if name in self._page.components]
        if not self._page.components:
            return ""
        if not parts:
            return f"<p>{escape(words.everything)}</p>"
        foreign = reader.marked(reader.others[0])
        named = ", ".join(f"<span{foreign}>{inline(part.title)}</span>" for part in parts)
        return f"<p>{reader.told(words.only, components=named)}</p>"


_DESCRIBED = ' aria-describedby="components-fault"'


def _address(words: SubscribeWords, written: str, fault: Fault | None) -> str:
    said, wrong = "", ""
    if fault in (Fault.ADDRESS, Fault.LETTERS):
        text = words.no_address if fault is Fault.ADDRESS else words.other_letters
        said, wrong = _fault("address", text), ' aria-invalid="true" aria-describedby="address-fault"'
    return (
        f'<p class="field"><label for="address">{escape(words.address)}</label>'
        '<input id="address" name="address" type="email" autocomplete="email" maxlength="254" required'
        f' value="{bare(written)}"{wrong}></p>{said}'
    )


def _fault(name: str, text: str) -> str:
    return f'<p class="fault" id="{name}-fault" role="alert">{escape(text)}</p>'


def _button(label: str, kind: str = "") -> str:
    return f"<p><button{f' class={kind}' if kind else ''}>{escape(label)}</button></p>"


def _told(reader: Reader, sentence: str, one: Subscriber) -> str:
    return f"<p>{reader.told(sentence, address=f'<b>{inline(one.address)}</b>')}</p>"
