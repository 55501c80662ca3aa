"""Letters in Simplified Chinese."""

from bot.domain.letter_words.letter_words import LetterWords

LETTER = LetterWords(
    phases={
        "investigating": "调查中",
        "identified": "已查明原因",
        "monitoring": "观察中",
        "resolved": "已解决",
    },
    subject="{page}：{title}",
    corrects="更正：本条更新取代之前的一条更新。",
    withdrawn="已撤回",
    withdrawn_text="我们撤回了此前就此事发给您的一条更新，请不要再以其为准；最新情况请见下面的页面。",
    untranslated="本条更新没有简体中文版本。",
    affected="受影响：{components}",
    more="全部更新：{link}",
    why="您收到这封邮件，是因为您订阅了{page}。",
    change="更改订阅内容：{link}",
    leave="取消订阅：{link}",
    confirm_subject="{page}：请确认您的订阅",
    confirm=(
        "有人（很可能是您本人）要求我们把{page}的更新发送到此地址。\n\n"
        "请在 48 小时内打开下面的链接，并按页面上的按钮：\n{link}\n\n"
        "如果不是您本人，请不必理会：我们不会再发送任何内容，此地址也会被删除。您也可以立即删除：\n{leave}"
    ),
    known_subject="{page}：您已经订阅",
    known="有人（很可能是您本人）要求我们把{page}的更新发送到此地址。您已经在接收这些更新，没有任何更改。",
)
