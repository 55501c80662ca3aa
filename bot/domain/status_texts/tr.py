"""What customers and our own people are told, in Turkish; no ending is ever hung on a fact."""

CUSTOMERS = {
    "investigating": """\
Şu sorunu inceliyoruz: {title}.
Karşılaşabileceğiniz durum: {symptom}.
Etkilenen hizmetler: {components}.
Sorunun başlangıcı: {since}.
Bu süre içinde şu yolu izleyebilirsiniz: {workaround}.

Yaşadığınız aksaklık için özür dileriz. Konuyla titizlikle ilgileniyoruz.
Bundan sonra size her {every} dakikada bir yazacağız.
Yeni bir gelişme olmasa da size en geç şu tarihte yeniden yazacağız: {next_at}.""",
    "identified": """\
Şu sorunun kaynağını tespit ettik: {title}.
Karşılaşabileceğiniz durum: {symptom}.
Etkilenen hizmetler: {components}.
Sorunun başlangıcı: {since}.
Sorunun nedeni: {cause}.
Yaptığımız çalışma: {remedy}.
Bu süre içinde şu yolu izleyebilirsiniz: {workaround}.

Yaşadığınız aksaklık için özür diler, sabrınız için teşekkür ederiz.
Bundan sonra size her {every} dakikada bir yazacağız.
Yeni bir gelişme olmasa da size en geç şu tarihte yeniden yazacağız: {next_at}.""",
    "monitoring": """\
Şu sorun için gerekli önlemleri aldık: {title}.
Yapılan çalışma: {remedy}.
Önlemlerin işe yaradığını, şu durumla artık karşılaşmamanızdan anlayabilirsiniz: {symptom}.
Bu durumla hâlâ karşılaşıyorsanız şu yol yardımcı olacaktır: {workaround}.

Her şeyin yolunda gittiğinden emin olmak için hizmeti yakından izliyoruz. Sizin tarafınızda hâlâ bir \
aksaklık varsa lütfen bize yazın.
Bundan sonra size her {every} dakikada bir yazacağız.
Size en geç şu tarihte yeniden yazacağız: {next_at}.""",
    "resolved": """\
Şu sorun giderildi: {title}.
Karşılaşmış olabileceğiniz durum: {symptom}.
Etkilenen hizmetler: {components}.
Sorunun başlangıcı: {since}.
Sorunun nedeni: {cause}.
Yapılan çalışma: {remedy}.
Bu durumla hâlâ karşılaşıyorsanız şu yol yardımcı olacaktır: {workaround}.

Yaşadığınız aksaklık için özür diler, sabrınız için teşekkür ederiz. Sizin tarafınızda hâlâ bir aksaklık \
varsa lütfen bize yazın; sizinle ilgileneceğiz.""",
    "no_news": """\
Henüz bildirebileceğimiz bir değişiklik yok; şu sorun üzerinde çalışmayı sürdürüyoruz: {title}.
Şu anda yaptığımız çalışma: {remedy}.
Karşılaşmaya devam edebileceğiniz durum: {symptom}.
Etkilenen hizmetler: {components}.
Bu süre içinde şu yolu izleyebilirsiniz: {workaround}.

Beklemenin yorucu olduğunun farkındayız; sabrınız için teşekkür ederiz.
Bundan sonra size her {every} dakikada bir yazacağız.
Size en geç şu tarihte yeniden yazacağız: {next_at}.""",
}

INTERNAL = {
    "investigating": """\
İncelenen sorun: {title}.
Müşterilerin karşılaştığı durum: {symptom}.
Etkilenen hizmetler: {components}.
Sorunun başlangıcı: {since}.
Etkilendiği bilinen müşteri sayısı: {affected}.
Bilindiği kadarıyla neden: {cause}.
Yapılan çalışma: {remedy}.
Müşterilerin bu süre içinde izleyebileceği yol: {workaround}.

Bundan sonra her {every} dakikada bir bilgilendirme yapılacaktır.
Bir sonraki bilgilendirme en geç: {next_at}.""",
    "identified": """\
Nedeni tespit edilen sorun: {title}.
Neden: {cause}.
Yapılan çalışma: {remedy}.
Müşterilerin karşılaştığı durum: {symptom}.
Etkilenen hizmetler: {components}.
Sorunun başlangıcı: {since}.
Etkilendiği bilinen müşteri sayısı: {affected}.
Müşterilerin bu süre içinde izleyebileceği yol: {workaround}.

Bundan sonra her {every} dakikada bir bilgilendirme yapılacaktır.
Bir sonraki bilgilendirme en geç: {next_at}.""",
    "monitoring": """\
Önlem alınan ve etkisi izlenen sorun: {title}.
Yapılan çalışma: {remedy}.
Neden: {cause}.
Etkilendiği bilinen müşteri sayısı: {affected}.
Etkilenen hizmetler: {components}.
Sorunun başlangıcı: {since}.
Sorunu hâlâ yaşayan müşteriler için yardımcı yol: {workaround}.

Bundan sonra her {every} dakikada bir bilgilendirme yapılacaktır.
Bir sonraki bilgilendirme en geç: {next_at}.""",
    "resolved": """\
Giderilen sorun: {title}.
Müşterilerin karşılaştığı durum: {symptom}.
Etkilenen hizmetler: {components}.
Sorunun başlangıcı: {since}.
Etkilendiği bilinen müşteri sayısı: {affected}.
Neden: {cause}.
Yapılan çalışma: {remedy}.
Sorunu hâlâ yaşayan müşteriler için yardımcı yol: {workaround}.

Emeği geçen herkese teşekkür ederiz.""",
    "no_news": """\
Henüz bildirilecek bir değişiklik yok, üzerinde çalışılan sorun: {title}.
Şu anda yapılan çalışma: {remedy}.
Bilindiği kadarıyla neden: {cause}.
Şu ana kadar etkilendiği bilinen müşteri sayısı: {affected}.
Müşterilerin bu süre içinde izleyebileceği yol: {workaround}.

Bundan sonra her {every} dakikada bir bilgilendirme yapılacaktır.
Bir sonraki bilgilendirme en geç: {next_at}.""",
}
