"""What was asked outside a role, and trainings, at the command line."""

from tests.cli.conftest import DEVON, Said, Terminal


def say(here: Terminal, *words: str) -> Said:
    return here.type("--home", "d", *words, "--json", passphrase=DEVON)


def test_what_was_asked_is_kept_changed_and_taken_off(here: Terminal) -> None:
    assert say(here, "outofrole", "add", "--asked", "sitter").refusal()["error"] == "missing_answer"
    made = say(here, "outofrole", "add", "--asked", "convince", "--answer", "said_no", "--on", "2026-11-20").json()
    assert (made["asked"], made["answer"], made["on"]) == ("convince", "said_no", "2026-11-20")
    assert set(made) == {"id", "on", "asked", "answer"}
    changed = say(here, "outofrole", "edit", made["id"], "--answer", "another_way").json()
    assert (changed["asked"], changed["answer"]) == ("convince", "another_way")
    assert say(here, "outofrole", "show", made["id"]).json() == changed
    assert say(here, "outofrole", "list").json()["asked"] == [changed]
    said = here.type("--home", "d", "outofrole", "list", passphrase=DEVON).out
    assert "2026-11-20  Convince someone to stay or accept care  Offered another way" in said
    item = say(here, "outofrole", "bring", made["id"]).json()
    assert (item["topic"], item["readers"]) == ("out_of_role", [])
    assert item["line"] == "Convince someone to stay or accept care: offered another way"
    assert say(here, "outofrole", "delete", made["id"]).json()["deleted"]
    assert say(here, "outofrole", "list").json()["asked"] == []
    assert say(here, "outofrole", "list", "--deleted").json()["asked"] == [changed]
    assert say(here, "outofrole", "undelete", made["id"]).json()["deleted"] is False
    assert say(here, "outofrole", "list").json()["asked"] == [changed]
    assert say(here, "outofrole", "undelete", made["id"]).refusal()["error"] == "not_found"


def test_trainings_are_kept_and_taken_along_as_a_table(here: Terminal) -> None:
    refused = say(here, "training", "add", "--title", "Ethics", "--hours", "1.3").refusal()
    assert refused["message"] == "--hours wants hours in quarters, from 0.25 to 200, such as 1.5."
    words = ("--title", "=1+1", "--hours", "1.5", "--on", "2026-11-20", "--topic", "ethics", "--given-by", "@here")
    made = say(here, "training", "add", *words).json()
    assert (made["title"], made["hours"], made["topic"], made["given_by"]) == ("=1+1", "1.5", "ethics", "@here")
    changed = say(here, "training", "edit", made["id"], "--hours", "2.25").json()
    assert say(here, "training", "show", made["id"]).json() == changed
    listed = say(here, "training", "list").json()
    assert (listed["trainings"], listed["hours"]) == ([changed], "2.25")
    out = here.folder / "trainings.csv"
    told = say(here, "training", "export", "--out", str(out)).json()
    assert told["records"] == 1
    assert out.read_text(encoding="utf-8").splitlines()[1:] == ["2026-11-20,'=1+1,2.25,'@here,ethics"]
    assert say(here, "training", "export", "--out", str(out)).refusal()["error"] == "exists"
    assert say(here, "training", "delete", made["id"]).json()["deleted"]
    assert say(here, "training", "list").json()["trainings"] == []
    assert say(here, "training", "undelete", made["id"]).json()["deleted"] is False
    assert say(here, "training", "list").json()["trainings"] == [changed]


def test_words_of_ones_own_are_kept_once_and_taken_off(here: Terminal) -> None:
    words = ("spelling", "words")
    assert say(here, *words, "add", "Warmline").json() == {"word": "Warmline", "saved": True}
    assert say(here, *words, "add", "warmline").json() == {"word": "Warmline", "saved": True}
    assert say(here, *words, "list").json() == {"words": ["Warmline"]}
    refused = say(here, *words, "add", "two words").refusal()
    assert refused["message"].endswith(" wants one word of letters, 40 at most.")
    assert say(here, *words, "delete", "warmline").json() == {"word": "warmline", "deleted": True}
    assert say(here, *words, "list").json() == {"words": []}
    assert say(here, *words, "delete", "warmline").refusal()["error"] == "not_found"
