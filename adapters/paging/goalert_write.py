"""From our words to what GoAlert takes."""

from collections.abc import Mapping

from bot.domain.pager import Call

SUMMARY, DETAILS = 1024, 5_800
"""Characters, and bytes; GoAlert would cut the details at 6 KiB, and our key with them."""

MARK = "caseline:"
"""Before our key, in the last line of the details: GoAlert does not show it elsewhere."""


def alert(call: Call, key: str) -> Mapping[str, str]:
    links = [line for line in (call.url, call.bridge) if line]
    words = "\n\n".join(filter(None, (call.details, *links)))
    kept = words.encode(errors="replace")[:DETAILS].decode(errors="ignore")
    summary = " ".join(call.title.split())[:SUMMARY]
    return {"summary": summary, "details": f"{kept}\n\n{MARK}{key}".strip(), "dedup": key}
