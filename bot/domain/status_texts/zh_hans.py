"""What customers and our own people are told, in Simplified Chinese."""

CUSTOMERS = {
    "investigating": """\
我们正在调查以下问题：{title}。
您可能遇到的情况：{symptom}。
涉及的服务：{components}。
问题开始时间：{since}。
在此期间，您可以采取以下办法：{workaround}。

对由此给您带来的不便，我们深表歉意，并正在全力处理。
从现在起，我们每 {every} 分钟向您通报一次。
无论有无新进展，我们都会在以下时间之前再次向您通报：{next_at}。""",
    "identified": """\
我们已查明以下问题的原因：{title}。
您可能遇到的情况：{symptom}。
涉及的服务：{components}。
问题开始时间：{since}。
问题原因：{cause}。
我们正在采取的措施：{remedy}。
在此期间，您可以采取以下办法：{workaround}。

对由此给您带来的不便，我们深表歉意，并感谢您的耐心等待。
从现在起，我们每 {every} 分钟向您通报一次。
无论有无新进展，我们都会在以下时间之前再次向您通报：{next_at}。""",
    "monitoring": """\
我们已针对以下问题采取措施：{title}。
已采取的措施：{remedy}。
如果您不再遇到以下情况，即表明措施已经生效：{symptom}。
如果您仍然遇到上述情况，可以尝试以下办法：{workaround}。

我们正在密切观察服务是否保持稳定。如果您那里仍有异常，请随时与我们联系。
从现在起，我们每 {every} 分钟向您通报一次。
我们会在以下时间之前再次向您通报：{next_at}。""",
    "resolved": """\
以下问题已经解决：{title}。
您可能遇到过的情况：{symptom}。
涉及的服务：{components}。
问题开始时间：{since}。
问题原因：{cause}。
已采取的措施：{remedy}。
如果您仍然遇到上述情况，可以尝试以下办法：{workaround}。

对由此给您带来的不便，我们深表歉意，并感谢您的耐心等待。如果您那里仍有异常，请与我们联系，我们会为您处理。""",
    "no_news": """\
目前暂无新的变化，我们仍在处理以下问题：{title}。
我们目前正在采取的措施：{remedy}。
您可能仍会遇到的情况：{symptom}。
涉及的服务：{components}。
在此期间，您可以采取以下办法：{workaround}。

我们理解等待令人焦急，感谢您的耐心与体谅。
从现在起，我们每 {every} 分钟向您通报一次。
我们会在以下时间之前再次向您通报：{next_at}。""",
}

INTERNAL = {
    "investigating": """\
正在调查的问题：{title}。
客户遇到的情况：{symptom}。
涉及的服务：{components}。
问题开始时间：{since}。
目前已知受影响的客户数：{affected}。
目前已知的原因：{cause}。
正在采取的措施：{remedy}。
客户可以采取的临时办法：{workaround}。

从现在起，每 {every} 分钟通报一次。
下次通报不晚于：{next_at}。""",
    "identified": """\
已查明原因的问题：{title}。
原因：{cause}。
正在采取的措施：{remedy}。
客户遇到的情况：{symptom}。
涉及的服务：{components}。
问题开始时间：{since}。
目前已知受影响的客户数：{affected}。
客户可以采取的临时办法：{workaround}。

从现在起，每 {every} 分钟通报一次。
下次通报不晚于：{next_at}。""",
    "monitoring": """\
已采取措施并正在观察效果的问题：{title}。
已采取的措施：{remedy}。
原因：{cause}。
目前已知受影响的客户数：{affected}。
涉及的服务：{components}。
问题开始时间：{since}。
对仍遇到问题的客户有帮助的办法：{workaround}。

从现在起，每 {every} 分钟通报一次。
下次通报不晚于：{next_at}。""",
    "resolved": """\
已解决的问题：{title}。
客户遇到的情况：{symptom}。
涉及的服务：{components}。
问题开始时间：{since}。
已知受影响的客户数：{affected}。
原因：{cause}。
已采取的措施：{remedy}。
对仍遇到问题的客户有帮助的办法：{workaround}。

感谢每一位提供帮助的同事。""",
    "no_news": """\
目前暂无新的变化，仍在处理的问题：{title}。
目前正在采取的措施：{remedy}。
目前已知的原因：{cause}。
截至目前已知受影响的客户数：{affected}。
客户可以采取的临时办法：{workaround}。

从现在起，每 {every} 分钟通报一次。
下次通报不晚于：{next_at}。""",
}
