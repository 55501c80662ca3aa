"""Facts of incidents, as each language would have them, and any that there could be."""

from datetime import UTC, datetime

from hypothesis import strategies as some

from bot.domain.status_facts import Facts

SINCE = datetime(2026, 11, 28, 10, 5, tzinfo=UTC)
NEXT = datetime(2026, 11, 28, 14, 20, tzinfo=UTC)

TOLD = {
    "en": Facts(
        title="Card payments fail",
        symptom="An error message after you press “Pay”",
        since=SINCE,
        affected=214,
        components=("Checkout", "Card payments"),
        workaround="Please pay by bank transfer.",
        cause="A change to our payment settings",
        remedy="We are taking that change back",
        next_at=NEXT,
        every=60,
    ),
    "de": Facts(
        title="Kartenzahlungen schlagen fehl",
        symptom="Eine Fehlermeldung nach dem Drücken von „Bezahlen“",
        since=SINCE,
        affected=214,
        components=("Kasse", "Kartenzahlung"),
        workaround="Bitte zahlen Sie per Überweisung.",
        cause="Eine Änderung an unseren Zahlungseinstellungen",
        remedy="Wir nehmen diese Änderung zurück",
        next_at=NEXT,
        every=60,
    ),
    "fr": Facts(
        title="Les paiements par carte échouent",
        symptom="Un message d’erreur après avoir appuyé sur « Payer »",
        since=SINCE,
        affected=214,
        components=("Caisse", "Paiement par carte"),
        workaround="Vous pouvez payer par virement.",
        cause="Une modification de nos réglages de paiement",
        remedy="Nous annulons cette modification",
        next_at=NEXT,
        every=60,
    ),
    "es": Facts(
        title="Los pagos con tarjeta fallan",
        symptom="Un mensaje de error después de pulsar «Pagar»",
        since=SINCE,
        affected=214,
        components=("Caja", "Pago con tarjeta"),
        workaround="Puede pagar por transferencia.",
        cause="Un cambio en nuestros ajustes de pago",
        remedy="Estamos deshaciendo ese cambio",
        next_at=NEXT,
        every=60,
    ),
    "tr": Facts(
        title="Kartla ödemeler başarısız oluyor",
        symptom="“Öde” düğmesine bastıktan sonra çıkan hata iletisi",
        since=SINCE,
        affected=214,
        components=("Kasa", "Kartla ödeme"),
        workaround="Havale ile ödeyebilirsiniz.",
        cause="Ödeme ayarlarımızda yapılan bir değişiklik",
        remedy="Bu değişikliği geri alıyoruz",
        next_at=NEXT,
        every=60,
    ),
    "zh-Hans": Facts(
        title="银行卡支付失败",
        symptom="点击“支付”后出现错误提示",
        since=SINCE,
        affected=214,
        components=("收银台", "银行卡支付"),
        workaround="您可以使用银行转账付款。",
        cause="我们的支付设置有一处改动",
        remedy="我们正在撤回这处改动",
        next_at=NEXT,
        every=60,
    ),
}

WORDS = some.text(max_size=60)
INSTANTS = some.none() | some.datetimes() | some.datetimes(timezones=some.timezones())
FACTS = some.builds(
    Facts,
    title=WORDS,
    symptom=WORDS,
    since=INSTANTS,
    affected=some.integers(-5, 10**9),
    components=some.lists(WORDS, max_size=3).map(tuple),
    workaround=WORDS,
    cause=WORDS,
    remedy=WORDS,
    next_at=INSTANTS,
)
