"""The page in a real browser: by mouse, by keyboard, on a phone, and when the server is gone."""

import re

import pytest

from tests.browser.serving import listening

PHONE = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}


def declare(page, title="Checkout is down"):
    """By command, as Ana; returns the war room's name once it stands in the side."""
    page.fill("#say", f"/case declare sev1 {title}")
    page.press("#say", "Enter")
    room = page.locator("#places a", has_text="inc-1-")
    room.wait_for(state="attached")
    return room.get_attribute("href").removeprefix("#")


def expect(locator):
    from playwright.sync_api import expect

    return expect(locator)


def test_words_are_completed_by_keyboard_alone(people):
    page = people.window("ana")
    page.keyboard.type("/case ")
    offers = page.locator("#say-offers [role=option]")
    expect(page.locator("#say")).to_have_attribute("aria-expanded", "true")
    assert offers.count() > 10
    people.photograph(page, "offers")

    page.keyboard.type("pos")
    expect(offers).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.locator("#say")).to_have_value("/case update ")
    expect(page.locator("#say-help")).to_contain_text("update TEXT")
    assert page.locator("#say").get_attribute("aria-expanded") is None

    page.fill("#say", "")
    page.keyboard.type("@l")
    page.keyboard.press("Enter")
    expect(page.locator("#say")).to_have_value("@Leo ")


def test_arrows_choose_escape_closes_and_enter_sends_a_finished_word(people):
    page = people.window("ana")
    page.keyboard.type("/case ")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#say-offers [aria-selected=true]")).to_contain_text("declare")
    assert page.locator("#say").get_attribute("aria-activedescendant") == "say-offer-1"
    page.keyboard.press("Escape")
    expect(page.locator("#say-offers")).to_be_hidden()

    page.fill("#say", "")
    page.keyboard.type("/case help")
    page.keyboard.press("Enter")
    expect(page.locator("#posts .whisper")).to_contain_text("What Caseline can do here")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#say")).to_have_value("/case help")


def test_shift_enter_writes_another_line(people):
    page = people.window("ana")
    page.keyboard.type("one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    page.keyboard.press("Enter")

    expect(page.locator("#posts .said").last).to_have_text("one\ntwo")


def test_two_windows_show_both_sides_live(people):
    ana, leo = people.window("ana"), people.window("leo")
    room = declare(ana)
    expect(ana.locator("#posts .whisper").last).to_contain_text("War room")
    assert leo.locator("#posts .post").count() == 0

    leo.goto(f"{leo.url.split('#')[0]}#{room}")
    leo.get_by_role("button", name=f"Join #{room}").click()
    leo.locator("#posts").get_by_role("button", name="I'll be customer liaison").first.click()
    ana.goto(f"{ana.url.split('#')[0]}#{room}")
    expect(ana.locator("#posts dd .mention", has_text="Leo").first).to_be_visible()
    people.photograph(ana, "ana")
    people.photograph(leo, "leo")


def test_a_form_is_a_dialog_that_says_what_is_wrong_and_gives_the_focus_back(people):
    page = people.window("ana")
    page.keyboard.type("/case declare")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Declare incident")
    expect(dialog).to_be_visible()
    page.keyboard.press("Control+Enter")
    dialog.get_by_role("button", name="Declare").click()

    title = dialog.locator("[data-field=title] input")
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(title).to_be_focused()
    wrong = title.get_attribute("aria-describedby").split()[-1]
    expect(page.locator(f"#{wrong}")).to_contain_text("Please fill this in.")
    people.photograph(page, "errors")

    title.fill("Checkout is down")
    dialog.get_by_label(re.compile("SEV1")).check()
    dialog.get_by_role("button", name="Declare").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#say")).to_be_focused()
    expect(page.locator("#posts .whisper").first).to_contain_text("INC-1")


def test_a_dialog_is_left_by_escape_and_nothing_happens(people):
    page = people.window("ana")
    page.fill("#say", "/case declare")
    page.press("#say", "Enter")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#places a", has_text="inc-")).to_have_count(0)


def test_a_double_click_declares_once(people, served):
    page = people.window("ana")
    page.fill("#say", "/case declare")
    page.press("#say", "Enter")
    dialog = page.get_by_role("dialog")
    dialog.locator("[data-field=title] input").fill("Checkout is down")
    dialog.get_by_label(re.compile("SEV1")).check()
    dialog.get_by_role("button", name="Declare").dblclick()
    page.locator("#places a", has_text="inc-1-").wait_for()

    with served.world.store.read() as work:
        assert len(work.incidents.recent(limit=5)) == 1


def test_a_question_is_asked_before_something_is_given_up(people):
    page = people.window("ana")
    room = declare(page)
    page.goto(f"{page.url.split('#')[0]}#{room}")
    page.fill("#say", "/case resolve The certificate was renewed")
    page.press("#say", "Enter")
    reopen = page.locator("#posts").get_by_role("button", name="Reopen").first
    reopen.click()
    expect(page.get_by_role("dialog")).to_contain_text(reopen.get_attribute("data-confirm"))
    people.photograph(page, "asked")
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#topic")).to_contain_text("resolved")

    reopen.click()
    page.get_by_role("dialog").get_by_role("button", name="Reopen").click()
    expect(page.locator("#topic")).to_contain_text("investigating")


def test_a_menu_is_walked_by_arrow_keys(people):
    page = people.window("ana")
    room = declare(page)
    page.goto(f"{page.url.split('#')[0]}#{room}")
    opener = page.locator("#posts .opens", has_text="More").first
    opener.focus()
    page.keyboard.press("ArrowDown")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#posts [role=menuitem]").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#posts [role=menuitem]").nth(1)).to_be_focused()
    people.photograph(page, "menu")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


@pytest.mark.parametrize("pressed", ["#places a[href='#lounge']", "#posts .post .tools button"])
def test_what_is_pressed_stays_where_it_is_until_it_is_let_go(people, pressed):
    ana, leo = people.window("ana"), people.window("leo")
    ana.fill("#say", "can you see this?")
    ana.press("#say", "Enter")
    leo.locator("#posts .post", has_text="can you see this?").hover()
    place = leo.locator(pressed).first.bounding_box()
    leo.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    leo.mouse.down()
    ana.fill("#say", "one\ntwo\nthree")
    ana.press("#say", "Enter")
    expect(leo.locator("#announce")).to_have_text("Ana: one two three")
    assert leo.locator("#posts .post", has_text="three").count() == 0
    leo.mouse.up()

    expect(leo.locator("#where", has_text="lounge").or_(leo.locator("#posts .chip"))).to_be_visible()
    leo.locator("#places a[href='#support']").click()
    expect(leo.locator("#posts .post", has_text="three")).to_be_visible()


def test_a_menu_stays_open_when_its_card_is_redrawn(people):
    ana, leo = people.window("ana"), people.window("leo")
    room = declare(ana)
    ana.goto(f"{ana.url.split('#')[0]}#{room}")
    ana.locator("#posts .opens", has_text="More").first.click()
    chosen = ana.locator("#posts [role=menuitem]").nth(1)
    expect(ana.locator("#posts [role=menuitem]").first).to_be_focused()
    ana.keyboard.press("ArrowDown")
    expect(chosen).to_be_focused()
    leo.fill("#say", "/case task INC-1 Ask the bank")
    leo.press("#say", "Enter")

    expect(ana.locator("#posts .card").first).to_contain_text("Ask the bank")
    expect(chosen).to_be_visible()
    expect(chosen).to_be_focused()


def test_a_message_is_marked_answered_edited_and_taken_back(people):
    ana, leo = people.window("ana"), people.window("leo")
    ana.fill("#say", "the gateway is slwo")
    ana.press("#say", "Enter")
    row = ana.locator("#posts .post", has_text="slwo")
    row.hover()
    row.get_by_role("button", name="More").click()
    row.get_by_role("menuitem", name="Edit…").click()
    ana.locator("#edit").fill("the gateway is slow")
    ana.get_by_role("button", name="Save").click()
    theirs = leo.locator("#posts .post", has_text="the gateway is slow")
    expect(theirs.locator(".edited")).to_be_visible()

    theirs.hover()
    theirs.get_by_role("button", name="Reply in thread").click()
    leo.keyboard.type("I see it too")
    leo.keyboard.press("Enter")
    expect(ana.locator("#posts .opens-thread")).to_contain_text("1 reply")
    ana.locator("#posts .opens-thread").click()
    expect(ana.locator("#replies")).to_contain_text("I see it too")
    people.photograph(ana, "thread")

    mine = ana.locator("#posts .post", has_text="the gateway is slow")
    mine.hover()
    mine.get_by_role("button", name="More").click()
    mine.get_by_role("menuitem", name="Delete").click()
    ana.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(leo.locator("#posts .post", has_text="the gateway is slow")).to_have_count(0)


def test_what_was_not_read_is_counted_until_it_is(people):
    ana, leo = people.window("ana"), people.window("leo", "lounge")
    ana.fill("#say", "good morning @Leo")
    ana.press("#say", "Enter")
    badge = leo.locator("#places a[href='#support'] .badge")
    expect(badge).to_contain_text("1")
    expect(badge).to_have_class(re.compile("named"))
    expect(leo).to_have_title(re.compile(r"^\(1\) #lounge"))
    leo.locator("#places a[href='#support']").click()
    expect(badge).to_have_count(0)


def test_a_private_incident_is_invisible_to_others(people):
    ana, leo = people.window("ana"), people.window("leo")
    ana.fill("#say", "/case declare sev2 Somebody reads our mail --private")
    ana.press("#say", "Enter")
    ana.locator("#places a", has_text="inc-1-").wait_for()
    leo.fill("#say", "/case list")
    leo.press("#say", "Enter")
    leo.locator("#posts .whisper").wait_for()

    assert leo.locator("#places a", has_text="inc-1-").count() == 0
    assert "our mail" not in leo.locator("body").inner_text()


def test_hostile_words_stay_words(people):
    ana, leo = people.window("ana"), people.window("leo")
    evil = '<img src=x onerror="alert(1)"><script>alert(2)</script> javascript:alert(3)'
    ana.fill("#say", evil)
    ana.press("#say", "Enter")
    declare(ana, title=evil)

    expect(leo.locator("#posts .said").first).to_have_text(evil)
    assert leo.locator("#posts img[src=x], #posts script, #places script").count() == 0


def test_the_home_page_shows_what_is_mine(people):
    page = people.window("ana")
    declare(page)
    page.goto(f"{page.url.split('#')[0]}#home")
    expect(page.locator("#home")).to_contain_text("Checkout is down")
    people.photograph(page, "home")
    page.locator("#home").get_by_role("button", name="Open incidents").click()
    expect(page.get_by_role("dialog")).to_contain_text("INC-1")


def test_the_page_fits_a_phone_and_the_channels_are_a_drawer(people):
    page = people.window("ana", **PHONE)
    declare(page)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator("#side")).to_be_hidden()
    people.photograph(page, "closed")
    page.get_by_role("button", name="Channels").click()
    expect(page.locator("#places a[aria-current]")).to_be_focused()
    people.photograph(page, "drawer")
    page.locator("#places a", has_text="inc-1-").click()
    expect(page.locator("#side")).to_be_hidden()
    expect(page.locator("#where")).to_contain_text("inc-1-")
    people.photograph(page, "war-room")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_told_from_their_ground_in_light_and_dark(people, scheme):
    page = people.window("ana", color_scheme=scheme)
    room = declare(page)
    page.goto(f"{page.url.split('#')[0]}#{room}")
    page.locator("#posts .card").first.wait_for()
    people.photograph(page, "room")
    pairs = [("--text", "--page"), ("--soft", "--page"), ("--soft", "--side"), ("--soft", "--sunk")]
    pairs += [("--on-accent", "--accent"), ("--link", "--page"), ("--urgent-text", "--raised")]
    pairs += [("--accent-strong", "--accent-wash"), ("--text", "--here"), ("--soft", "--hover")]
    read = "name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()"

    found = {pair: contrast(page.evaluate(read, pair[0]), page.evaluate(read, pair[1])) for pair in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}


def contrast(one, other):
    """The ratio of WCAG 2.2 for two colours written as #rrggbb."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_moments_are_shown_in_the_reader_s_own_zone(people):
    page = people.window("ana", timezone_id="Asia/Kolkata", locale="en-GB")
    room = declare(page)
    page.goto(f"{page.url.split('#')[0]}#{room}")
    moment = page.locator("#posts .card time[data-show=time]").first
    moment.wait_for()
    shown = page.evaluate(
        "([at, how]) => new Date(at).toLocaleTimeString('en-GB', how)",
        [
            moment.get_attribute("datetime"),
            {"hour": "2-digit", "minute": "2-digit", "timeZone": "Asia/Kolkata"},
        ],
    )

    expect(moment).to_contain_text(shown)


def test_a_lost_connection_is_told_and_nothing_is_lost_when_it_is_back(people, served, request):
    from starlette.applications import Starlette

    app = Starlette(routes=served.page.routes)
    with listening(app) as first:
        people.address = f"http://127.0.0.1:{first.port}"
        page = people.window("leo")
        served.page.voice.set_topic("", "playground:support", "before")
        expect(page.locator("#topic")).to_have_text("before")
        first.force_exit = first.should_exit = True
        expect(page.locator("#lost")).to_be_visible()
        people.photograph(page, "lost")
    served.page.voice.set_topic("", "playground:support", "meanwhile")
    with listening(app, first.port) as again:
        expect(page.locator("#lost")).to_be_hidden()
        expect(page.locator("#topic")).to_have_text("meanwhile")
        page.close()
        again.force_exit = True


def test_one_can_be_somebody_else(people):
    page = people.window("ana")
    page.locator("#you").click()
    people.photograph(page, "switcher")
    page.get_by_role("menuitem", name="Mia support lead").click()
    page.wait_for_selector("html[data-ready]")

    expect(page.locator("#you")).to_contain_text("You are Mia")


def test_the_skip_link_leads_to_the_box(people):
    page = people.window("ana")
    page.locator("#places a").first.focus()
    page.locator("#skip").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#say")).to_be_focused()


def test_new_messages_are_announced_to_screen_readers(people):
    ana, leo = people.window("ana"), people.window("leo")
    ana.fill("#say", "can anybody hear me?")
    ana.press("#say", "Enter")

    expect(leo.locator("#announce")).to_have_text("Ana: can anybody hear me?")
