"""Follow-ups at the command line: planned, tried, changed, ended; and what nobody gets around."""

from tests.cli.conftest import DEVON, Said, Terminal

PLAN = ("--why", "ride", "--what", "The bus pass", "--how", "call", "--ok-text", "no", "--say-only", "a friend")


def followup(here: Terminal, *words: str) -> Said:
    return here.type("--home", "d", "followup", *words, "--json", passphrase=DEVON)


def add(here: Terminal, *words: str) -> str:
    return str(followup(here, "add", *words).json()["id"])


def test_a_follow_up_is_planned_with_what_they_want_and_changed(here: Terminal) -> None:
    one = add(here, "--due", "3d", "--handle", "Amber Fox 9", *PLAN)
    shown = followup(here, "show", one).json()
    assert (shown["why"], shown["what"], shown["how"], shown["ok_text"]) == ("ride", "The bus pass", "call", "no")
    assert (shown["handle"], shown["note"], shown["state"], shown["say_only"]) == (
        "Amber Fox 9",
        None,
        "planned",
        "a friend",
    )
    changed = followup(here, "edit", one, "--best-time", "evening").json()
    assert (changed["best_time"], changed["what"], changed["due"]) == ("evening", "The bus pass", shown["due"])
    assert one in {line["id"] for line in followup(here, "list").json()["follow_ups"]}
    said = here.type("--home", "d", "followup", "list", passphrase=DEVON).out
    assert "Amber Fox 9  The bus pass  Call" in said


def test_a_number_needs_their_yes_stays_covered_and_goes_when_it_is_done(here: Terminal) -> None:
    refused = followup(here, "add", "--due", "1d", "--phone", "555 0100").refusal()
    assert refused["message"] == "Ask them first. When they want their number kept, say so: --phone-agreed."
    one = add(here, "--due", "1d", "--phone", "555 0100", "--phone-agreed")
    covered = followup(here, "show", one)
    assert "555" not in covered.out
    assert covered.json()["has_phone"]
    assert "555" not in followup(here, "list").out
    assert followup(here, "show", one, "--phone").json()["phone"] == "555 0100"
    assert not followup(here, "done", one).json()["has_phone"]
    assert followup(here, "show", one, "--phone").json()["phone"] is None


def test_tries_are_kept_by_day_and_meeting_ends_it(here: Terminal) -> None:
    one = add(here, "--due", "1d")
    tried = followup(here, "try", one, "--outcome", "no_answer", "--on", "2026-11-20").json()
    assert (tried["state"], tried["tries"]) == ("tried", [{"on": "2026-11-20", "outcome": "no_answer"}])
    met = followup(here, "try", one, "--outcome", "met").json()
    assert (met["state"], len(met["tries"])) == ("reached", 2)
    assert one not in {line["id"] for line in followup(here, "list").json()["follow_ups"]}
    assert followup(here, "try", one, "--outcome", "met").refusal()["error"] == "not_allowed"
    assert followup(here, "done", one, "--end", "not_yet").json()["state"] == "planned"
    followup(here, "delete", one)
    assert followup(here, "show", one).refusal()["error"] == "not_found"


def test_no_command_gets_around_a_wish_for_no_contact(here: Terminal) -> None:
    one = add(here, "--due", "1d", "--handle", "Red Maple 4", "--phone", "555 0101", "--phone-agreed")
    revoke = ("consent", "revoke", "--handle", "Red Maple 4", "--do-not-contact", "--json")
    assert here.type("--home", "d", *revoke, passphrase=DEVON).json()["follow_ups_ended"] == 1
    shown = followup(here, "show", one).json()
    assert (shown["state"], shown["no_contact"], shown["has_phone"]) == ("they_stopped", True, False)
    for words in (
        ("add", "--due", "1d", "--handle", "red maple 4"),
        ("edit", one, "--due", "2d"),
        ("try", one, "--outcome", "no_answer"),
        ("done", one, "--end", "not_yet"),
        ("show", one, "--phone"),
    ):
        assert followup(here, *words).refusal()["message"].startswith("They asked not to be contacted")
    assert followup(here, "done", one, "--end", "closed").json()["state"] == "closed_by_us"


def test_what_cannot_be_kept_is_named_and_nothing_is_planned(here: Terminal) -> None:
    before = followup(here, "list").json()
    for words, said in (
        (("--due", "soon"), "--due wants a date"),
        (("--due", "1d", "--why", "rides"), "--why"),
        (("--due", "1d", "--what", "x" * 81), "--what holds 80 characters"),
        (("--due", "1d", "--phone", "the cafe", "--phone-agreed"), "--phone wants digits"),
    ):
        refused = followup(here, "add", *words).refusal()
        assert said in refused["message"], refused
    assert followup(here, "list").json() == before
