"""Letters in Spanish."""

from bot.domain.letter_words.letter_words import LetterWords

LETTER = LetterWords(
    phases={
        "investigating": "En investigación",
        "identified": "Causa identificada",
        "monitoring": "En observación",
        "resolved": "Resuelto",
    },
    subject="{page}: {title}",
    corrects="Corrección: este mensaje sustituye a uno anterior.",
    withdrawn="Retirado",
    withdrawn_text=(
        "Hemos retirado un mensaje que le enviamos sobre este asunto. Le rogamos que no lo tenga en cuenta; "
        "en la página de abajo se indica lo que vale."
    ),
    untranslated="Este mensaje no está disponible en español.",
    affected="Afectado: {components}",
    more="Todos los mensajes: {link}",
    why="Recibe este correo porque está suscrito a {page}.",
    change="Cambiar lo que recibe: {link}",
    leave="Cancelar la suscripción: {link}",
    confirm_subject="{page}: confirme su suscripción",
    confirm=(
        "Alguien, probablemente usted, nos ha pedido que enviemos los mensajes de {page} a esta dirección."
        "\n\n"
        "Abra este enlace en un plazo de 48 horas y pulse el botón:\n{link}\n\n"
        "Si no ha sido usted, no haga nada: no se enviará nada más y la dirección se olvidará. "
        "También puede eliminarla ahora mismo:\n{leave}"
    ),
    known_subject="{page}: ya está suscrito",
    known=(
        "Alguien, probablemente usted, nos ha pedido que enviemos los mensajes de {page} a esta dirección. "
        "Ya los recibe; no se ha cambiado nada."
    ),
)
