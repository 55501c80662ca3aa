"""Subscribing, in German."""

from adapters.statuspage.subscribe_words import SubscribeWords

GERMAN = SubscribeWords(
    invite="Meldungen per E-Mail",
    intro=(
        "Wir schreiben Ihnen, wenn etwas nicht funktioniert, wenn es dazu Neues gibt und wenn es "
        "wieder funktioniert."
    ),
    address="E-Mail-Adresse",
    which="Worüber möchten Sie informiert werden?",
    keep="Ihre Adresse wird nur für diese E-Mails verwendet und gelöscht, sobald Sie sie abbestellen.",
    ask="Abonnieren",
    trap="Dieses Feld bitte leer lassen",
    no_address=(
        "An diese Adresse können wir nichts senden. Bitte prüfen Sie, ob sie richtig geschrieben ist."
    ),
    other_letters=(
        "Adressen mit diesen Buchstaben können hier nicht verwendet werden. Bitte geben Sie eine andere an."
    ),
    no_components="Bitte wählen Sie mindestens eines aus.",
    sent_title="Bitte sehen Sie in Ihr Postfach",
    sent=(
        "Wenn diese Adresse E-Mails empfangen kann, ist eine Nachricht mit einem Link unterwegs. Sie "
        "erhalten Meldungen, sobald Sie den Link geöffnet und bestätigt haben."
    ),
    sent_advice=(
        "Der Link gilt 48 Stunden. Wenn nichts ankommt, sehen Sie bitte im Spam-Ordner nach und "
        "versuchen Sie es in zehn Minuten noch einmal."
    ),
    busy_title="Gerade fragen zu viele auf einmal an",
    busy="Es wurde nichts gespeichert. Bitte versuchen Sie es in einer Minute noch einmal.",
    down_title="Das ist gerade nicht möglich",
    down="Es wurde nichts gespeichert. Bitte versuchen Sie es in einigen Minuten noch einmal.",
    unsure=(
        "Vielleicht wurde es gespeichert, vielleicht nicht. Bitte versuchen Sie es in einigen "
        "Minuten noch einmal; doppelt geschieht nichts."
    ),
    confirm_title="Abonnement bestätigen",
    confirm_intro="Meldungen gehen an {address}.",
    confirm_button="Bestätigen",
    everything="Themen: alle",
    only="Themen: {components}",
    confirmed_title="Sie haben die Meldungen abonniert",
    confirmed="Meldungen gehen ab jetzt an {address}. In jeder E-Mail steht ein Link zum Abbestellen.",
    manage_title="Ihr Abonnement",
    manage_intro="Meldungen gehen an {address}.",
    in_language=(
        "Die E-Mails kommen auf Deutsch; wenn Sie oben eine andere Sprache wählen und speichern, "
        "ändert sich das."
    ),
    save="Speichern",
    saved="Ihre Auswahl wurde gespeichert.",
    to_manage="Auswahl ändern",
    leave_title="Abbestellen",
    leave_intro="{address} erhält keine E-Mails mehr, und die Adresse wird gelöscht.",
    leave_button="Abbestellen",
    left_title="Sie haben die Meldungen abbestellt",
    left="Ihre Adresse wurde gelöscht. Was gerade unterwegs ist, kann noch ankommen.",
    invalid_title="Dieser Link führt nirgendwohin mehr",
    invalid=(
        "Links zum Bestätigen gelten 48 Stunden, und mit dem Abbestellen verfallen alle Links. Über "
        "diesen hier erhalten Sie keine E-Mails."
    ),
)
