"""What the tests of drop spaces share: a week that three peers dropped, and programs of their own making."""

from peerdesk.vault.vault import Vault
from tests.hostile.rogue import Rogue
from tests.server.hospital import Writer
from tests.work.team import Team, drop_of


def rogue_in(team: Team, vault: Vault, whose: Vault) -> Rogue:
    """Let somebody use a program of their own in a drop space."""
    rogue = Rogue(team.hospital, vault)
    rogue.pair = drop_of(whose)
    rogue.writer = Writer(keys=rogue.author.keys, person=rogue.person, space=rogue.pair)
    return rogue


def a_week_left(team: Team) -> str:
    team.agree(*team.peers)
    for vault in team.peers:
        team.note(vault)
    week = team.week
    team.pass_weeks()
    team.meet()
    return week
