"""Letters in German."""

from bot.domain.letter_words.letter_words import LetterWords

LETTER = LetterWords(
    phases={
        "investigating": "Wird untersucht",
        "identified": "Ursache gefunden",
        "monitoring": "Wird beobachtet",
        "resolved": "Behoben",
    },
    subject="{page}: {title}",
    corrects="Berichtigung: Diese Meldung tritt an die Stelle einer früheren.",
    withdrawn="Zurückgezogen",
    withdrawn_text=(
        "Wir haben eine Meldung zurückgezogen, die wir Ihnen hierzu geschickt hatten. Bitte betrachten Sie "
        "sie als gegenstandslos; was gilt, steht auf der Seite unten."
    ),
    untranslated="Diese Meldung liegt nicht auf Deutsch vor.",
    affected="Betroffen: {components}",
    more="Alle Meldungen: {link}",
    why="Sie erhalten diese E-Mail, weil Sie {page} abonniert haben.",
    change="Auswahl ändern: {link}",
    leave="Abbestellen: {link}",
    confirm_subject="{page}: Bitte bestätigen Sie Ihr Abonnement",
    confirm=(
        "Jemand, vermutlich Sie selbst, hat die Meldungen von {page} für diese Adresse bestellt.\n\n"
        "Öffnen Sie innerhalb von 48 Stunden diesen Link und drücken Sie dort auf den Knopf:\n{link}\n\n"
        "Wenn Sie das nicht waren, müssen Sie nichts tun: Es kommt nichts weiter, und die Adresse wird "
        "vergessen. Sie können sie auch sofort entfernen:\n{leave}"
    ),
    known_subject="{page}: Sie haben das schon abonniert",
    known=(
        "Jemand, vermutlich Sie selbst, hat die Meldungen von {page} für diese Adresse bestellt. "
        "Sie erhalten sie bereits; es wurde nichts geändert."
    ),
)
