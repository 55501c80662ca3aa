from bot.domain.person import Person

CHANNEL = {"service_url": "https://smba.trafficmanager.net/emea/", "conversation": "19:abc", "team": "19:abc"}


def test_a_place_is_kept_as_it_was_last_described(database):
    with database.change() as work:
        work.places.put("teams:19:abc", {"service_url": "https://old.test/"})
        work.places.put("teams:19:abc", CHANNEL)

    with database.read() as work:
        assert work.places.get("teams:19:abc") == CHANNEL
        assert work.places.get("teams:19:other") is None


def test_a_place_is_forgotten_and_may_come_back(database):
    with database.change() as work:
        work.places.put("teams:19:abc", CHANNEL)
        work.places.remove("teams:19:abc")
        work.places.remove("teams:19:never")

    with database.change() as work:
        assert work.places.get("teams:19:abc") is None
        work.places.put("teams:19:abc", CHANNEL)

    with database.read() as work:
        assert work.places.get("teams:19:abc") == CHANNEL


def test_foreign_text_in_a_place_survives(database):
    odd = {"name": "Ana \x00 \ud83d <at>Leo</at> 支"}
    with database.change() as work:
        work.places.put("teams:29:1x", odd)
        work.people.put(Person("teams:29:1x", "Ana"))

    with database.read() as work:
        assert work.places.get("teams:29:1x") == odd
