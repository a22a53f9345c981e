"""The scenes of settings, of help, and of practice with its tour."""

from collections.abc import Callable

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.help_sheet import HelpSheet
from peerdesk.desktop.screens.settings import SettingsScreen
from peerdesk.desktop.screens.tour_card import NEXT_KEY, TourCard
from peerdesk.domain.managed import ManagedSettings, Profile

Picture = Callable[[WatchedDesk, str], None]

MANAGED = ManagedSettings(
    path="/etc/peerdesk/policy.toml",
    server="https://peerdesk.harborpoint.example",
    home="/srv/peerdesk",
    profile=Profile.WORKSTATION,
    lock_minutes=3,
)
"""What an invented hospital has decided for its workstations."""


def take_help(desk: WatchedDesk, picture: Picture) -> None:
    """Take the settings and help of an open desk."""
    desk.press("Ctrl+Comma")
    picture(desk, "80-settings")
    for page in desk.door.frame.findChildren(SettingsScreen):
        page.managed.show_managed(MANAGED)
    picture(desk, "86-settings-managed")
    desk.press("Question")
    picture(desk, "81-help")
    for sheet in desk.door.frame.findChildren(HelpSheet):
        sheet.open_topic(sheet.found()[0])
    picture(desk, "82-help-topic")
    desk.close_sheet()
    desk.show("today")


def take_practice(desk: WatchedDesk, picture: Picture) -> None:
    """Take practice and its tour, from a door where nobody's notes are open."""
    desk.door.practice.ask()
    desk.wait(lambda: desk.door.session is not None and desk.door.session.is_ready, "practice")
    picture(desk, "83-practice")
    desk.press("Ctrl+N", "1")
    picture(desk, "84-practice-note")
    desk.press("B", "Ctrl+Return")
    desk.settle()
    desk.press(NEXT_KEY)
    for card in desk.door.frame.findChildren(TourCard):
        card.show_me.click()
    picture(desk, "85-tour-preview")
    desk.close_sheet()
