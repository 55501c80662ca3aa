"""What customers and our own people are told, in German."""

CUSTOMERS = {
    "investigating": """\
Wir gehen derzeit einer Störung nach: {title}.
Das kann Ihnen auffallen: {symptom}.
Betroffene Bereiche: {components}.
Beginn der Störung: {since}.
Bis dahin können Sie sich so behelfen: {workaround}.

Wir bitten um Entschuldigung für die Unannehmlichkeiten und arbeiten mit Nachdruck daran.
Von jetzt an melden wir uns alle {every} Minuten.
Spätestens am {next_at} melden wir uns wieder, auch wenn es noch nichts Neues gibt.""",
    "identified": """\
Wir haben die Ursache dieser Störung gefunden: {title}.
Das kann Ihnen auffallen: {symptom}.
Betroffene Bereiche: {components}.
Beginn der Störung: {since}.
Die Ursache: {cause}.
Das tun wir: {remedy}.
Bis dahin können Sie sich so behelfen: {workaround}.

Wir bitten um Entschuldigung für die Unannehmlichkeiten und danken Ihnen für Ihre Geduld.
Von jetzt an melden wir uns alle {every} Minuten.
Spätestens am {next_at} melden wir uns wieder, auch wenn es noch nichts Neues gibt.""",
    "monitoring": """\
Wir haben Maßnahmen gegen diese Störung ergriffen: {title}.
Das haben wir getan: {remedy}.
Dass sie wirken, erkennen Sie daran, dass dies nicht mehr auftritt: {symptom}.
Sollte es bei Ihnen noch auftreten, hilft Folgendes: {workaround}.

Wir beobachten aufmerksam, ob alles stabil bleibt. Sollte bei Ihnen noch etwas nicht stimmen, schreiben \
Sie uns bitte.
Von jetzt an melden wir uns alle {every} Minuten.
Spätestens am {next_at} melden wir uns wieder.""",
    "resolved": """\
Diese Störung ist behoben: {title}.
Das konnte Ihnen auffallen: {symptom}.
Betroffene Bereiche: {components}.
Beginn der Störung: {since}.
Die Ursache: {cause}.
Das haben wir getan: {remedy}.
Sollte es bei Ihnen noch auftreten, hilft Folgendes: {workaround}.

Wir bitten um Entschuldigung für die Unannehmlichkeiten und danken Ihnen für Ihre Geduld. Sollte bei Ihnen \
noch etwas nicht stimmen, schreiben Sie uns bitte; wir kümmern uns darum.""",
    "no_news": """\
Es gibt noch keine Änderung zu berichten; wir arbeiten weiter an dieser Störung: {title}.
Daran arbeiten wir gerade: {remedy}.
Das kann Ihnen weiterhin auffallen: {symptom}.
Betroffene Bereiche: {components}.
Bis dahin können Sie sich so behelfen: {workaround}.

Wir wissen, dass Warten mühsam ist, und danken Ihnen für Ihre Geduld.
Von jetzt an melden wir uns alle {every} Minuten.
Spätestens am {next_at} melden wir uns wieder.""",
}

INTERNAL = {
    "investigating": """\
Wir untersuchen eine Störung: {title}.
Das sehen Kunden: {symptom}.
Betroffene Bereiche: {components}.
Beginn der Störung: {since}.
Bekannte betroffene Kunden: {affected}.
Ursache, soweit bekannt: {cause}.
Das wird getan: {remedy}.
So können Kunden sich behelfen: {workaround}.

Von jetzt an gibt es alle {every} Minuten eine Meldung.
Nächste Meldung spätestens am {next_at}.""",
    "identified": """\
Die Ursache ist gefunden: {title}.
Ursache: {cause}.
Das wird getan: {remedy}.
Das sehen Kunden: {symptom}.
Betroffene Bereiche: {components}.
Beginn der Störung: {since}.
Bekannte betroffene Kunden: {affected}.
So können Kunden sich behelfen: {workaround}.

Von jetzt an gibt es alle {every} Minuten eine Meldung.
Nächste Meldung spätestens am {next_at}.""",
    "monitoring": """\
Maßnahmen sind ergriffen, ihre Wirkung wird beobachtet: {title}.
Das wurde getan: {remedy}.
Ursache: {cause}.
Bekannte betroffene Kunden: {affected}.
Betroffene Bereiche: {components}.
Beginn der Störung: {since}.
Das hilft Kunden, bei denen es noch auftritt: {workaround}.

Von jetzt an gibt es alle {every} Minuten eine Meldung.
Nächste Meldung spätestens am {next_at}.""",
    "resolved": """\
Die Störung ist behoben: {title}.
Das sahen Kunden: {symptom}.
Betroffene Bereiche: {components}.
Beginn der Störung: {since}.
Bekannte betroffene Kunden: {affected}.
Ursache: {cause}.
Das wurde getan: {remedy}.
Das hilft Kunden, bei denen es noch auftritt: {workaround}.

Vielen Dank an alle, die geholfen haben.""",
    "no_news": """\
Noch keine Änderung zu berichten, die Arbeit geht weiter: {title}.
Daran wird gerade gearbeitet: {remedy}.
Ursache, soweit bekannt: {cause}.
Bislang bekannte betroffene Kunden: {affected}.
So können Kunden sich behelfen: {workaround}.

Von jetzt an gibt es alle {every} Minuten eine Meldung.
Nächste Meldung spätestens am {next_at}.""",
}
