"""Subscribing, in English."""

from adapters.statuspage.subscribe_words import SubscribeWords

ENGLISH = SubscribeWords(
    invite="Get updates by e-mail",
    intro=(
        "We write to you when something does not work, when there is news about it, and when it works again."
    ),
    address="E-mail address",
    which="What do you want to hear about?",
    keep="Your address is used for these e-mails alone. It is deleted when you unsubscribe.",
    ask="Subscribe",
    trap="Leave this field empty",
    no_address="We cannot send e-mail to this address. Please check how it is written.",
    other_letters="Addresses with these letters cannot be used here. Please give another address.",
    no_components="Choose at least one.",
    sent_title="Look into your inbox",
    sent=(
        "If this address can receive e-mail, a message with a link is on its way. You get updates "
        "once you have opened the link and confirmed."
    ),
    sent_advice=(
        "The link holds for 48 hours. If nothing comes, look among unwanted mail, and try again in "
        "ten minutes."
    ),
    busy_title="Too many people are asking right now",
    busy="Nothing was recorded. Please try again in a minute.",
    down_title="This does not work right now",
    down="Nothing was recorded. Please try again in a few minutes.",
    unsure=(
        "It may or may not have been recorded. Please try again in a few minutes; nothing is done twice."
    ),
    confirm_title="Confirm your subscription",
    confirm_intro="Updates go to {address}.",
    confirm_button="Confirm",
    everything="About: everything",
    only="About: {components}",
    confirmed_title="You are subscribed",
    confirmed="Updates go to {address} from now on. Every e-mail has a link to unsubscribe.",
    manage_title="Your subscription",
    manage_intro="Updates go to {address}.",
    in_language="E-mails come in English; choose another language above and save to change that.",
    save="Save",
    saved="Your choice was saved.",
    to_manage="Change what you get",
    leave_title="Unsubscribe",
    leave_intro="{address} gets no more e-mails, and the address is deleted.",
    leave_button="Unsubscribe",
    left_title="You are unsubscribed",
    left="Your address was deleted. What is on its way at this moment may still arrive.",
    invalid_title="This link leads nowhere any more",
    invalid=(
        "Links to confirm hold for 48 hours, and all links end when you unsubscribe. You get no "
        "e-mails by this one."
    ),
)
