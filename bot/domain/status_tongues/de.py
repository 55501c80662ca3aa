"""German, as the lint hears it."""

from bot.domain.status_tongues.tongue import Tongue, any_of

_COUNT = any_of(r"""
\d[\d.,]{0,5}(?:\s?(?:[-–]|bis)\s?\d{1,3})?|ein(?:e|er|em|en)?|zwei|drei|vier|fünf|sechs|zehn|fünfzehn
zwanzig|dreißig
einigen?|wenigen?|ein paar|paar|mehreren?|einer halben|halben|dreiviertel
""")
_UNIT = any_of(r"""
min\.?|minuten?|sek\.?|sekunden?|std\.?|stunden?|viertelstunden?|tag(?:en?|es)?|wochen?|augenblick(?:en)?
moment(?:en)?|h
""")
_ABOUT = any_of(r"""
etwa|ca\.?|circa|rund|ungefähr|den|der|dem|nächsten?|kommenden|weniger als|spätestens|höchstens|maximal|gut
knapp
weiteren?|nur|noch|vielleicht|schätzungsweise|von|lediglich
""")
_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?: uhr)?|\d{1,2} uhr|mittag|mitternacht)"
_DAY = r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)"
_MONTH = r"(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)"

TONGUE = Tongue(
    repaired=any_of(r"""
behoben\w{0,2}|beheb\w{1,6}|gelöst|lös(?:en|ung|t)|repar\w{1,8}|wiederhergestellt|wiederher\w{1,12}
normal\w{0,12}
(?:da|online|verfügbar|erreichbar|nutzbar|möglich|einsatzbereit|hergestellt|zugänglich)|zur verfügung
in betrieb
funktionier\w{1,5}|läuft|laufen|geht wieder|fix|bugfix|fehlerbehebung|behebung|entstörung|entstört
korrektur|korrigiert
fertig|im griff|erledigt|beseitigt|beseitigung|zurück|eingespielt|geht's wieder
"""),
    told=any_of(r"""
meld\w{1,6}|schreib\w{1,3}|informier\w{1,4}|information\w{0,2}|updates?|aktualisier\w{1,5}|bericht\w{0,4}
neuigkeit\w{0,2}
neues|nachricht\w{0,2}|mitteil\w{0,5}|mitzuteilen|teilen|unterricht\w{1,4}|benachrichtig\w{1,4}|hören
beobacht\w{1,5}
überwach\w{1,4}|prüf\w{1,4}|bescheid|auf dem laufenden|auskunft|statusmeldung\w{0,2}|versuch\w{1,4}
zwischenstand
wieder bei ihnen|komm(?:en|e) (?:wieder )?auf sie|kontaktier\w{1,3}|veröffentlich\w{1,4}|äußern
"""),
    ahead=any_of(rf"""
(?:in|binnen|innerhalb) (?:{_ABOUT} ){{0,3}}(?:{_COUNT}\s{{0,3}})?{_UNIT}
(?:dauer\w{{1,2}}|brauch\w{{1,2}}|benötig\w{{1,2}}) (?:{_ABOUT} ){{0,3}}{_COUNT} {_UNIT}
in kürze|in bälde|demnächst|(?<!so\s)(?<!möglichst\s)bald(?!möglichst| wie)|jeden (?:moment|augenblick)
morgen(?! früh war)
heute (?:abend|nacht|noch)|noch heute|noch diese woche|im laufe (?:des|der) \w{{3,15}}|zeitnah
in absehbarer zeit
bis (?:{_ABOUT} ){{0,2}}(?:{_CLOCK}|{_DAY}|heute|morgen|(?:zum )?(?:abend|mittag|ende|feierabend|wochenende))
(?:spätestens|gegen|vor) (?:um |am |bis )?(?:{_CLOCK}|{_DAY}|\d{{1,2}}\. ?{_MONTH})
"""),
    clock=any_of(rf"""
(?:um |ab )?{_CLOCK}|heute|nachmittags?|heute nachmittag|(?:am )?{_DAY}|(?:am )?\d{{1,2}}\. {_MONTH}
nächste woche
"""),
    will=any_of(r"""
wird|werden|würden?|soll(?:te|en|ten)?|dürften?|erwart\w{1,4}|voraussichtlich|rechnen|hoff\w{1,6}
plan\w{1,4}|geplant
gehen davon aus|kann|können|könnten?|möchten|wollen|müssten?|angestrebt|streben|vermutlich|wahrscheinlich
zuversichtlich
"""),
    hope=(
        r"erwart\w{1,4}|rechnen|hoff\w{1,6}|gehen davon aus|zuversichtlich|voraussichtlich|planen"
        r"|versprechen"
    ),
    was=(
        r"wurden?|war(?:en)?|hat|haben|hatten?|konnten?|gelang|seit|bereits|schon|lief(?:en)?"
        r"|funktionierten?|begann"
    ),
    never=r"nicht|kein\w{0,2}|nie|ohne|weder|noch unklar|zu früh",
    whether=r"sobald|wenn|falls|ob|wann|wie|bis(?: die| der| das| zur| zum)|nachdem|bevor|ehe",
    about=r"über|zur|zum|nach|an|von|für",
    estimate=any_of(r"""
eta
(?:voraussichtliche|geschätzte|erwartete|vermutliche)[rsnm]? (?:dauer|\w{2,10}zeit|behebung|ende)
(?:dauer|ende|zeitpunkt) der (?:behebung|reparatur|störung)(?: ist| liegt| voraussichtlich):?
"""),
    lulling=any_of(r"""
(?:dauert|dauern) (?:\w{2,10} )?(?:nicht (?:mehr )?lange|nur kurz)|(?:fast|so gut wie|beinahe) behoben
gleich wieder da
"""),
    parts=r"und|aber|sowie|oder|doch|denn",
    jargon={
        "rollback": "Rückkehr zur vorherigen Version",
        "failover": "Umschalten auf unser zweites System",
        "latenz(?:en)?": "langsame Antworten",
        "durchsatz": "wie viel gleichzeitig möglich ist",
        "performance-?einbußen|degradiert": "langsamer als gewohnt",
        "regression": "etwas, das vorher funktionierte",
        "root cause": "Ursache",
        "mitigation|mitigiert|mitigieren": "Abhilfe",
        "hotfix|bugfix": "Korrektur",
        "deployment|deployt|deployed|ausgerollt|rollout": "neue Version",
        "backend": "unsere Systeme",
        "frontend": "was Sie auf dem Bildschirm sehen",
        "upstream|downstream": "ein Teil, von dem wir abhängen",
        "timeouts?": "keine Antwort in der erwarteten Zeit",
        "rate[- ]?limit\\w{0,5}|gedrosselt": "vorübergehend begrenzt",
        "fehlkonfiguration|config|misskonfiguration": "eine falsche Einstellung",
        "on[- ]call|rufbereitschaft": "die Menschen, die Tag und Nacht da sind",
        "war ?room": "unser Team",
        "blast radius": "wer betroffen ist",
        "paketverlust\\w{0,2}": "eine schlechte Verbindung",
        "speicherleck|memory leak": "ein System, dem der Platz ausging",
        "race condition|deadlock": "ein Fehler in unserer Software",
        "instanz(?:en)?|nodes?|pods?|cluster|container": "unsere Systeme",
        "stakeholder": "die Beteiligten",
        "incident": "Störung",
    },
    blame=(
        (
            r"(?:bedien|benutzer|anwender|nutzer|anwendungs)fehler\w{0,2}|menschliche[smnr]? (?:versagen"
            r"|fehler)\w{0,2}"
        ),
        (
            r"(?:wegen|aufgrund|durch|schuld|verursacht (?:von|durch)) (?:[\w'’.&-]{1,30} ){0,4}"
            r"(?:\w{0,20}anbieter|\w{0,15}dienstleister|\w{0,15}lieferant(?:en)?|drittanbieter|provider"
            r"|partner|hoster|bank"
            r"|mitarbeiter\w{0,3}|entwickler\w{0,3}|kollegen?|praktikant\w{0,2}|aws|amazon|azure|microsoft"
            r"|google|cloudflare)s?"
        ),
        (
            r"(?:anbieter|dienstleister|lieferant|drittanbieter|provider|aws|cloudflare) (?:\w{2,15} ){0,3}"
            r"(?:versagt|verursacht|schuld)"
        ),
        r"sie haben (?:\w{1,15} ){0,4}(?:falsch|fehlerhaft|versäumt|ignoriert)",
        r"(?:ihr|deren|sein) (?:eigener )?(?:fehler|verschulden)|selbst schuld",
        r"nicht (?:unsere schuld|unser fehler|unser verschulden|von uns verschuldet)",
        (
            r"(?:ein|unser|einer unserer) (?:mitarbeiter|entwickler|kollege|techniker)\w{0,2} "
            r"(?:\w{1,15} ){0,4}(?:vergessen|gelöscht|versehentlich|verursacht)"
        ),
    ),
)
