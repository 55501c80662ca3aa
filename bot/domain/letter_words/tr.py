"""Letters in Turkish."""

from bot.domain.letter_words.letter_words import LetterWords

LETTER = LetterWords(
    phases={
        "investigating": "İnceleniyor",
        "identified": "Nedeni bulundu",
        "monitoring": "İzleniyor",
        "resolved": "Çözüldü",
    },
    subject="{page}: {title}",
    corrects="Düzeltme: Bu bildirim daha önceki bir bildirimin yerine geçer.",
    withdrawn="Geri çekildi",
    withdrawn_text=(
        "Bu konuda size gönderdiğimiz bir bildirimi geri çektik. Lütfen o bildirimi dikkate almayın; "
        "geçerli olan bilgiler aşağıdaki sayfadadır."
    ),
    untranslated="Bu bildirimin Türkçesi yok.",
    affected="Etkilenen: {components}",
    more="Tüm bildirimler: {link}",
    why="Bu e-postayı, {page} sayfasına abone olduğunuz için alıyorsunuz.",
    change="Aldıklarınızı değiştirin: {link}",
    leave="Abonelikten çıkın: {link}",
    confirm_subject="{page}: lütfen aboneliğinizi onaylayın",
    confirm=(
        "Biri, büyük olasılıkla siz, {page} bildirimlerinin bu adrese gönderilmesini istedi.\n\n"
        "48 saat içinde bu bağlantıyı açıp oradaki düğmeye basın:\n{link}\n\n"
        "İsteyen siz değilseniz hiçbir şey yapmayın: başka bir şey gönderilmez ve adres unutulur. "
        "Adresi hemen de kaldırabilirsiniz:\n{leave}"
    ),
    known_subject="{page}: zaten abonesiniz",
    known=(
        "Biri, büyük olasılıkla siz, {page} bildirimlerinin bu adrese gönderilmesini istedi. "
        "Bunları zaten alıyorsunuz; hiçbir şey değiştirilmedi."
    ),
)
