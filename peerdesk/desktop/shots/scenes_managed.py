"""The scenes of a computer whose file of the hospital's settings has a fault: before anybody unlocks, or begins."""

from collections.abc import Callable
from pathlib import Path

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.managed_words import ManagedWords
from peerdesk.desktop.screens.first_run import FirstRun
from peerdesk.domain.managed import Complaint, Fault, ManagedSettings

FAULTY = ManagedSettings(path="/etc/peerdesk/policy.toml", complaints=(Complaint(fault=Fault.NOT_TOML),))


def take_faulty_door(desk: WatchedDesk, picture: Callable[[WatchedDesk, str], None]) -> None:
    """Show the line of somebody whose notes may lie elsewhere."""
    desk.door.unlock_page().show_notice(ManagedWords().elsewhere(FAULTY))
    picture(desk, "01-unlock-settings-fault")


def take_faulty_beginning(desk: WatchedDesk, home: Path, picture: Callable[[WatchedDesk, str], None]) -> None:
    """Show the line of somebody who was invited and cannot join yet."""
    page = desk.door.frame.centralWidget()
    if isinstance(page, FirstRun):
        page.form.show_problem(ManagedWords().at_first_steps(home, FAULTY))
        picture(desk, "18-set-up-settings-fault")
        page.form.said.hide()
