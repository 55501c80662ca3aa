"""What a summary says beyond the words for our own people: who is hurt, who leads, what it means for us.

One line for each fact; a line whose fact is not known is left out. A template of the settings that names
such a fact itself is left as it is.
"""

from collections.abc import Iterator, Mapping

from bot.domain.status_texts import spoken

LINES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "tiers": "Customers by tier: {tiers}.",
        "business": "What it means for the business: {business}.",
        "lead": "It is led by: {lead}.",
    },
    "de": {
        "tiers": "Kunden nach Stufe: {tiers}.",
        "business": "Was es für das Geschäft bedeutet: {business}.",
        "lead": "Die Leitung haben: {lead}.",
    },
    "fr": {
        "tiers": "Clients par niveau : {tiers}.",
        "business": "Conséquences pour l’activité : {business}.",
        "lead": "Pilotage : {lead}.",
    },
    "es": {
        "tiers": "Clientes por nivel: {tiers}.",
        "business": "Qué significa para el negocio: {business}.",
        "lead": "Lo dirigen: {lead}.",
    },
    "tr": {
        "tiers": "Düzeye göre müşteriler: {tiers}.",
        "business": "İşimize etkisi: {business}.",
        "lead": "Yönetenler: {lead}.",
    },
    "zh-Hans": {
        "tiers": "按等级划分的客户：{tiers}。",
        "business": "对业务的影响：{business}。",
        "lead": "负责人：{lead}。",
    },
}


def completed(template: str, language: str) -> str:
    """The template with a line for each of these facts, before its last paragraph."""
    more = "\n".join(_missing(template, language))
    body, blank, end = template.rpartition("\n\n")
    return f"{body}\n{more}{blank}{end}" if body else f"{template}\n{more}"


def _missing(template: str, language: str) -> Iterator[str]:
    lines = LINES.get(spoken(language), LINES["en"])
    yield from (text for fact, text in lines.items() if f"{{{fact}}}" not in template)
