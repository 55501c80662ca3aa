"""Promises of a time of repair: what is one, and what only speaks of the next word."""

import re
from dataclasses import fields

import pytest

from bot.domain.status_promises import promises
from bot.domain.status_tongues import TONGUES
from bot.domain.status_tongues.tongue import Tongue

PROMISES = [
    ("en", "We will be back in 20 minutes."),
    ("en", "The fix should be live by 14:20."),
    ("en", "ETA: 14:20."),
    ("en", "We expect the checkout, which many of you use, to be restored at 14:20."),
    ("en", "Working again within the hour."),
    ("en", "It won't take long."),
    ("en", "This will be resolved shortly."),
    ("en", "Everything will work again, probably in 20 minutes."),
    ("en", "By tomorrow, payments will be back to normal."),
    ("en", "We will write at 14:20 and the service will be up and running by 15:00."),
    ("en", "The service that was down will be back at 14:20."),
    ("en", "Card payments will be available again this afternoon."),
    ("en", "The repair will take about two hours."),
    ("en", "Estimated time of resolution: 14:20 UTC."),
    ("de", "In 20 Minuten ist alles wieder da."),
    ("de", "Der Fehler wird bis 14:20 Uhr behoben."),
    ("de", "Wir rechnen damit, dass die Kasse um 14:20 Uhr wieder funktioniert."),
    ("de", "Die Behebung dauert etwa zwei Stunden."),
    ("de", "Voraussichtlich behoben: 14:20 Uhr."),
    ("de", "Das Problem ist in Kürze gelöst."),
    ("de", "Die Störung wird heute Abend behoben sein."),
    ("fr", "Le service sera rétabli d’ici 20 minutes."),
    ("fr", "Nous prévoyons de rétablir le service d'ici 14 h 20."),
    ("fr", "Tout refonctionnera bientôt, le paiement sera disponible sous peu."),
    ("fr", "Délai de résolution estimé : 2 heures."),
    ("fr", "Le problème devrait être résolu à 14 h 20."),
    ("fr", "La réparation prendra deux heures."),
    ("es", "El servicio estará disponible en 20 minutos."),
    ("es", "Esperamos resolverlo antes de las 14:20."),
    ("es", "Se solucionará en breve."),
    ("es", "Hora estimada de resolución: 14:20."),
    ("es", "Los pagos volverán a funcionar a las 14:20."),
    ("tr", "Sorun 20 dakika içinde çözülecek."),
    ("tr", "Hizmet 14:20'de yeniden çalışacak."),
    ("tr", "Sorunun yakında giderilmesi bekleniyor."),
    ("tr", "Tahmini çözüm süresi: 2 saat."),
    ("tr", "Ödemeler 14:20'ye kadar düzelecek."),
    ("zh-Hans", "服务将在20分钟内恢复。"),
    ("zh-Hans", "预计14:20恢复正常。"),
    ("zh-Hans", "问题很快就会解决。"),
    ("zh-Hans", "预计恢复时间：14:20。"),
    ("zh-Hans", "我们会在两小时内修复。"),
    ("en", "Your payments will be working again by 3 pm."),
    ("en", "Engineers hope to have this fixed tonight."),
    ("en", "We anticipate full recovery within 30 minutes."),
    ("en", "Expected resolution: 14:20 UTC."),
    ("en", "A fix will be deployed in the next hour."),
    ("de", "Bis Mittag läuft alles wieder."),
    ("de", "Wir gehen davon aus, dass der Fehler in zwei Stunden behoben ist."),
    ("de", "Das dauert nicht mehr lange."),
    ("fr", "Nous pensons que tout sera réparé demain."),
    ("fr", "Retour à la normale prévu à 15 h."),
    ("es", "Estimamos que el servicio se restablecerá mañana."),
    ("es", "Quedará solucionado en unos minutos."),
    ("tr", "Hizmetin bir saat içinde normale dönmesini bekliyoruz."),
    ("tr", "Sorun yarın düzelecek."),
    ("zh-Hans", "系统将于下午3点恢复使用。"),
    ("zh-Hans", "今晚即可修复。"),
]
NONE = [
    ("en", "We will write again at 14:20."),
    ("en", "Next update in 20 minutes."),
    ("en", "This has been so since 20 minutes."),
    ("en", "The service was restored at 10:40."),
    ("en", "We will get back to you in 20 minutes."),
    ("en", "We will write again by 28 November, 14:20 UTC at the latest, even if there is nothing new."),
    ("en", "As soon as it is fixed, we will write, at the latest at 14:20."),
    ("en", "We cannot say yet whether it will be fixed by 14:20."),
    ("en", "There is no ETA yet."),
    ("en", "We will share an ETA in 20 minutes."),
    ("en", "You can log in again since 10:40."),
    ("en", "We will tell you more about the fix in 20 minutes."),
    ("en", "We have restored the checkout, and in 20 minutes we write again."),
    ("en", "Payments were back within 20 minutes."),
    ("en", "We are working on a solution and will inform you by 14:20."),
    ("en", "It should have been restored at 10:40."),
    ("de", "Spätestens um 14:20 Uhr melden wir uns wieder."),
    ("de", "Nächste Meldung in 20 Minuten."),
    ("de", "Seit 20 Minuten schlagen Zahlungen fehl."),
    ("de", "Der Dienst wurde um 10:40 Uhr wiederhergestellt."),
    ("de", "Wir arbeiten an der Behebung und melden uns um 14:20 Uhr."),
    ("de", "Sobald der Fehler behoben ist, schreiben wir, spätestens um 14:20 Uhr."),
    ("de", "Wir können noch nicht sagen, wann der Dienst wieder läuft."),
    ("de", "Wir informieren Sie in 20 Minuten über die Behebung."),
    ("de", "Der Fehler ist behoben, um 15 Uhr melden wir uns noch einmal."),
    ("fr", "Nous vous écrirons de nouveau à 14 h 20."),
    ("fr", "Prochain point dans 20 minutes."),
    ("fr", "Le service a été rétabli à 10 h 40."),
    ("fr", "Nous vous informerons dès que le service sera rétabli, au plus tard à 14 h 20."),
    ("fr", "Les paiements échouent depuis 20 minutes."),
    ("fr", "Nous ferons un point sur la réparation dans 20 minutes."),
    ("es", "Volveremos a escribirle a las 14:20."),
    ("es", "Próxima comunicación en 20 minutos."),
    ("es", "El servicio se restableció a las 10:40."),
    ("es", "Le avisaremos cuando esté resuelto, a más tardar a las 14:20."),
    ("es", "Los pagos fallan desde hace 20 minutos."),
    ("es", "No podemos decir todavía si estará resuelto a las 14:20."),
    ("tr", "Size 14:20'de yeniden yazacağız."),
    ("tr", "Bir sonraki bilgilendirme 20 dakika içinde."),
    ("tr", "Hizmet 10:40'ta düzeldi."),
    ("tr", "Sorun çözüldüğünde, en geç 14:20'de size yazacağız."),
    ("tr", "20 dakikadan beri ödemeler başarısız oluyor."),
    ("zh-Hans", "我们将在14:20再次通报。"),
    ("zh-Hans", "20分钟后更新进展。"),
    ("zh-Hans", "服务已于10:40恢复。"),
    ("zh-Hans", "问题解决后，我们将在20分钟内通知您。"),
    ("zh-Hans", "目前还无法确定何时恢复。"),
    ("zh-Hans", "付款失败已持续20分钟。"),
    ("en", "Our next update will be at 3 pm."),
    ("en", "Customers could not pay between 10:05 and 10:40; this has been fixed."),
    ("en", "We fixed this at 10:40 and are watching closely until 12:00."),
    ("en", "We do not know yet when this will be fixed. We will tell you more by 14:20."),
    ("en", "Please try again in a few minutes."),
    ("en", "If payments still fail, write to us within 24 hours."),
    ("de", "Um 10:40 Uhr haben wir den Fehler behoben."),
    ("de", "Wann der Fehler behoben ist, wissen wir noch nicht; um 14:20 Uhr schreiben wir Ihnen wieder."),
    ("de", "Bitte versuchen Sie es in einigen Minuten erneut."),
    ("fr", "Nous ne savons pas encore quand le service sera rétabli, mais nous vous écrirons à 14 h 20."),
    ("fr", "Tout fonctionne de nouveau depuis 10 h 40."),
    ("es", "Todo funciona de nuevo desde las 10:40."),
    ("es", "Todavía no sabemos cuándo se resolverá; le escribiremos a las 14:20."),
    ("tr", "Sorunun ne zaman çözüleceğini henüz bilmiyoruz, 14:20'de yazacağız."),
    ("zh-Hans", "自10:05起付款失败，10:40已修复。"),
    ("zh-Hans", "请在几分钟后重试。"),
]


@pytest.mark.parametrize(("language", "text"), PROMISES)
def test_a_time_of_repair_is_a_promise(language, text):
    assert list(promises(text, TONGUES[language]))


@pytest.mark.parametrize(("language", "text"), NONE)
def test_the_time_of_the_next_word_or_of_what_is_over_is_none(language, text):
    assert not list(promises(text, TONGUES[language]))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("We are sorry. It should be back in 20 minutes, we hope.", "back in 20 minutes"),
        ("At 14:20 it will all be fixed for you.", "At 14:20 it will all be fixed"),
        ("It will be back,\nprobably\nin 20 minutes.", "back,\nprobably\nin 20 minutes"),
        ("All will be back in 1.5 hours. Thank you.", "back in 1.5 hours"),
        ("We know more now. The ETA is 14:20.", "ETA"),
        ("It will be back (in 20 minutes).", "back (in 20 minutes"),
    ],
)
def test_the_place_goes_from_the_repair_to_its_time(text, place):
    assert list(promises(text, TONGUES["en"])) == [place]


def test_a_full_stop_parts_a_repair_from_the_next_word():
    text = "The checkout is restored. We will write again in 20 minutes. Thank you."

    assert not list(promises(text, TONGUES["en"]))


def test_a_date_in_german_does_not_end_its_sentence():
    assert list(promises("Behoben sein wird es am 4. Dezember um 9 Uhr.", TONGUES["de"]))
    assert not list(promises("Spätestens am 4. Dezember um 9 Uhr melden wir uns wieder.", TONGUES["de"]))


@pytest.mark.parametrize("tongue", TONGUES.values(), ids=list(TONGUES))
def test_nothing_that_is_looked_for_repeats_without_a_bound(tongue: Tongue):
    patterns = [getattr(tongue, one.name) for one in fields(tongue)]
    said = [one for one in patterns if isinstance(one, str)] + [*tongue.jargon, *tongue.blame]

    unbounded = [one for one in said if re.search(r"(?<!\\)[*+]|\{\d*,\}", re.sub(r"\[[^\]]*\]", "", one))]

    assert said
    assert not unbounded


@pytest.mark.parametrize("tongue", TONGUES.values(), ids=list(TONGUES))
def test_nothing_that_is_looked_for_is_found_in_nothing(tongue: Tongue):
    patterns = [getattr(tongue, one.name) for one in fields(tongue)]
    said = [one for one in patterns if isinstance(one, str)] + [*tongue.jargon, *tongue.blame]

    assert not [one for one in said if tongue.heard(one).search("")]
