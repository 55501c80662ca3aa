"""Letters in French."""

from bot.domain.letter_words.letter_words import LetterWords

LETTER = LetterWords(
    phases={
        "investigating": "En cours d’analyse",
        "identified": "Cause identifiée",
        "monitoring": "Sous surveillance",
        "resolved": "Résolu",
    },
    subject="{page} : {title}",
    corrects="Rectification : ce message remplace un message précédent.",
    withdrawn="Retiré",
    withdrawn_text=(
        "Nous avons retiré un message que nous vous avions envoyé à ce sujet. Veuillez ne pas en tenir "
        "compte ; la page ci-dessous indique ce qui est valable."
    ),
    untranslated="Ce message n’est pas disponible en français.",
    affected="Concerné : {components}",
    more="Tous les messages : {link}",
    why="Vous recevez cet e-mail parce que vous êtes abonné à {page}.",
    change="Modifier vos choix : {link}",
    leave="Se désabonner : {link}",
    confirm_subject="{page} : veuillez confirmer votre abonnement",
    confirm=(
        "Quelqu’un, probablement vous, nous a demandé d’envoyer les messages de {page} à cette adresse.\n\n"
        "Ouvrez ce lien dans les 48 heures et appuyez sur le bouton :\n{link}\n\n"
        "Si ce n’était pas vous, ne faites rien : rien d’autre ne sera envoyé et l’adresse sera oubliée. "
        "Vous pouvez aussi la supprimer tout de suite :\n{leave}"
    ),
    known_subject="{page} : vous êtes déjà abonné",
    known=(
        "Quelqu’un, probablement vous, nous a demandé d’envoyer les messages de {page} à cette adresse. "
        "Vous les recevez déjà ; rien n’a été modifié."
    ),
)
