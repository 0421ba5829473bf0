"""``glocal frameworks`` lists what is installed."""

from tests.core.cli.conftest import Command


def test_every_shipped_framework_is_listed_with_its_title(glocal: Command) -> None:
    seen = glocal("frameworks")
    assert seen.code == 0
    for name in ("local-pcmd@1.0", "sdg-10.7.2@1.0", "sdg-17.14.1@80", "sdg-17.14.1@96"):
        assert f"{name}  " in seen.out
    assert seen.err == ""


def test_json_tells_indicators_languages_and_the_hash(glocal: Command) -> None:
    rows = glocal("frameworks", "--json").json
    found = {item["id"]: item for item in rows}
    main = next(item for item in rows if (item["id"], item["version"]) == ("local-pcmd", "1.1"))
    assert (main["indicators"], main["drafts"]) == (62, 0)
    assert {"en", "es", "fr", "ar"} == set(main["languages"])
    assert len(main["content_hash"]) == 64
    assert main["kind"] == "reconstruction"
    assert found["sdg-10.7.2"]["indicators"] == 30


def test_titles_come_in_the_language_asked_for(glocal: Command) -> None:
    english = {item["title"] for item in glocal("frameworks", "--json").json}
    spanish = {item["title"] for item in glocal("frameworks", "--language", "es", "--json").json}
    assert english.isdisjoint(spanish)
