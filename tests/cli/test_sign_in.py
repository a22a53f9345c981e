"""A hospital that wants people to sign in before they join, from the operator's switch to the newcomer's terminal."""

import os
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from peerdesk.cli.invocation import Invocation
from peerdesk.cli.sign_in import at_terminal
from peerdesk.crypto.passphrase import FLOOR
from peerdesk.desktop.managed import managed_anew
from peerdesk.desktop.preferences import Preferences
from peerdesk.work.officer import init_organisation
from peerdesk.work.signing_in import BrowserSignIn, Waiting
from tests.cli.conftest import DEVON, MARISOL, OFFICER, TOMAS, Terminal, base_environment
from tests.support.managed import decide
from tests.support.provider import CLIENT, Provider, a_provider, browse


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with a_provider() as found:
        yield found


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, provider: Provider) -> Iterator[Terminal]:
    """Harbor Point, with a running server that asks for a sign-in."""
    terminal = Terminal(folder=tmp_path_factory.mktemp("guarded"), in_process=True)
    init_organisation(terminal.folder / "org", "Harbor Point", OFFICER, datetime.now(UTC), profile=FLOOR)
    switch = ("--sign-in-issuer", provider.issuer, "--sign-in-client", CLIENT)
    terminal.start_server("127.0.0.1:0", "--workers", "2", *switch)
    yield terminal
    assert terminal.stop_server() == 0


@pytest.fixture(autouse=True)
def browser(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Play the browser of the person."""
    opened: list[str] = []

    def take(address: str) -> bool:
        opened.append(address)
        threading.Thread(target=browse, args=(address,)).start()
        return True

    monkeypatch.setattr(webbrowser, "open", take)
    return opened


def test_whoever_signs_in_in_their_browser_joins_and_syncs(guarded: Terminal, browser: list[str]) -> None:
    invite = guarded.invite("Tomas Okafor", "supervisor")
    said = guarded.type("--home", "t", "setup", "--name", "Tomas Okafor", "--invite", invite, "--recovery-out", "t.txt",
                        "--json", passphrase=TOMAS)  # fmt: skip
    assert (said.status, said.json()["name"]) == (0, "Tomas Okafor")
    assert browser[0] in said.err
    assert "sign in at 127.0.0.1:" in said.err
    assert guarded.type("--home", "t", "sync", "--json", passphrase=TOMAS).json()["proof"] is True


def test_the_browser_of_a_frozen_command_line_gets_the_libraries_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    bundle, seen, opened = "/usr/lib/peerdesk/_internal", {}, threading.Event()

    def take(_address: str) -> bool:
        seen.update(os.environ)
        opened.set()
        return True

    monkeypatch.setattr(webbrowser, "open", take)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", bundle, raising=False)
    for name, value in (("LD_LIBRARY_PATH", f"{bundle}:/opt/own"), ("QT_PLUGIN_PATH", f"{bundle}/plugins")):
        monkeypatch.setenv(name, value)
    sign_in = at_terminal(Invocation(), browser=True)
    assert isinstance(sign_in, BrowserSignIn)
    sign_in.show(Waiting(host="login.hospital.example", address="https://login.hospital.example/", give_up=opened.set))
    assert opened.wait(20)
    assert (seen["LD_LIBRARY_PATH"], seen.get("QT_PLUGIN_PATH")) == ("/opt/own", None)


def test_a_browser_that_stays_open_holds_nobody_up_and_one_that_breaks_says_nothing(
    guarded: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some browsers run in the terminal: who called them waits until they are closed."""
    over = threading.Event()
    held: list[threading.Thread] = []

    def stays(address: str) -> bool:
        held.append(threading.current_thread())
        threading.Thread(target=browse, args=(address,)).start()
        over.wait(30)
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "open", stays)
    invite = guarded.invite("Ines Duarte", "peer")
    said = guarded.type("--home", "i", "setup", "--name", "Ines Duarte", "--invite", invite, "--recovery-out", "i.txt",
                        "--json", passphrase=DEVON)  # fmt: skip
    assert (said.status, said.json()["name"], [one.is_alive() for one in held]) == (0, "Ines Duarte", [True])
    assert held[0].daemon, "nor does the end of the program wait for it"
    over.set()
    held[0].join(30)


def test_without_a_browser_of_its_own_the_address_is_printed_and_waited_for(
    guarded: Terminal, browser: list[str]
) -> None:
    invite = guarded.invite("Devon Achebe", "peer")
    (guarded.folder / "p.txt").write_text(DEVON + "\n", encoding="utf-8")
    words = ("--home", "d", "setup", "--name", "Devon Achebe", "--invite", invite, "--recovery-out", "d.txt",
             "--no-browser", "--passphrase-file", "p.txt", "--json")  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-m", "peerdesk", *words], cwd=guarded.folder, text=True,
        env={**base_environment(), "LC_ALL": "es_US.UTF-8"}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        address = next(line.strip() for line in process.stderr if line.startswith("http"))
        assert "volver a PeerDesk" in browse(address).text
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, ""), out
    assert browser == []


def test_the_page_in_the_end_is_in_the_language_of_the_desk_else_the_hospitals_else_the_computers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def language(**environment: str) -> str:
        sign_in = at_terminal(Invocation(home=tmp_path, environment=environment), browser=False)
        assert isinstance(sign_in, BrowserSignIn)
        return sign_in.language

    assert [language(), language(LANG="C.UTF-8"), language(LANG="es_PR.UTF-8")] == ["en", "en", "es"]
    assert [language(LANG=one) for one in ("es", "es.UTF-8", "es@euro", "es_ES@euro", "est_EE")] == [*("es",) * 4, "en"]
    assert language(LANG="es_PR.UTF-8", LC_ALL="en_US.UTF-8", LC_MESSAGES="es_US.UTF-8") == "en"
    decide(monkeypatch, tmp_path / "etc", 'language = "es"\n')
    assert language(LANG="en_US.UTF-8") == "es"
    Preferences(language="en").write(tmp_path)
    assert language(LANG="es_PR.UTF-8") == "en"


def test_a_provider_that_is_away_is_status_3_and_the_same_setup_goes_through_later(
    guarded: Terminal, provider: Provider
) -> None:
    invite = guarded.invite("Marisol Vega", "peer")
    words = ("--home", "m", "setup", "--name", "Marisol Vega", "--invite", invite, "--recovery-out", "m.txt", "--json")
    provider.behave(broken="/token")
    said = guarded.type(*words, passphrase=MARISOL)
    last = said.err.splitlines()[-1]
    assert (said.status, "run this again later" in last) == (3, True)
    provider.behave(claims={"aud": "payroll"})
    said = guarded.type(*words, passphrase=MARISOL)
    assert (said.status, "did not count" in said.err) == (1, True)
    assert guarded.type("--home", "m", "people", "--json").json() == {"people": []}
    provider.behave()
    assert guarded.type(*words, passphrase=MARISOL).status == 0


def test_where_it_set_the_place_to_sign_in_the_server_names_no_other(
    guarded: Terminal, provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: list[str]
) -> None:
    invite = guarded.invite("Sam Lee", "peer")
    words = ("--home", "s", "setup", "--name", "Sam Lee", "--invite", invite, "--recovery-out", "s.txt", "--json")
    place = decide(monkeypatch, tmp_path / "etc", "")
    for line, sentence in (
        ('sign_in = "https://login.hospital.example"\n', "another place to sign in"),
        (f'sign_in = "{provider.issuer}/another-tenant"\n', "another place to sign in"),
        ('sign_in = "the usual"\n', "has a fault"),
    ):
        place.write_text(line, encoding="utf-8")
        managed_anew()
        said = guarded.type(*words, passphrase=DEVON)
        assert (said.status, sentence in said.err, browser) == (1, True, [])
    place.write_text(f'sign_in = "{provider.issuer}/authorize/"\n', encoding="utf-8")
    managed_anew()
    assert guarded.type(*words, passphrase=DEVON).status == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--sign-in-issuer", "https://login.hospital.example"),
        ("--sign-in-client", "peerdesk"),
        ("--sign-in-issuer", "http://login.hospital.example", "--sign-in-client", "peerdesk"),
        ("--sign-in-issuer", "login.hospital.example", "--sign-in-client", "peerdesk"),
    ],
)
def test_half_a_switch_is_none_and_the_server_says_so(guarded: Terminal, words: tuple[str, ...]) -> None:
    said = guarded.type("serve", "--data", "other", "--listen", "127.0.0.1:0", *words, "--json")
    assert said.status == 1
    assert "--sign-in-issuer" in said.err or "issuer has to be" in said.err
