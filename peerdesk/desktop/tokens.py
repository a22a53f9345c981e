"""The colours of PeerDesk, by meaning. Every pair that carries text or a border is held to WCAG AA by a test."""

from typing import NamedTuple


class Tokens(NamedTuple):
    """One palette. Values are `#RRGGBB`, except `scrim`, which is `#AARRGGBB`.

    Made before the first paint; a dataclass of as many fields takes a millisecond longer to make.
    """

    window: str
    surface: str
    field: str
    rail: str
    well: str
    hover: str
    disc: str
    text: str
    muted: str
    border: str
    line: str
    hairline: str
    fill: str
    fill_hover: str
    fill_pressed: str
    on_accent: str
    accent: str
    soft: str
    soft_hover: str
    soft_line: str
    focus: str
    ok: str
    ok_soft: str
    wait: str
    wait_soft: str
    problem: str
    problem_soft: str
    private: str
    private_soft: str
    mark: str
    toast: str
    on_toast: str
    toast_act: str
    scrim: str
    brand_warm: str
    brand_overlap: str


LIGHT = Tokens(
    window="#F7F4EE",
    surface="#FFFDF9",
    field="#FFFFFF",
    rail="#EFEAE0",
    well="#F3EFE7",
    hover="#F4F0E8",
    disc="#F3EFE7",
    text="#24211D",
    muted="#5F5A52",
    border="#857E73",
    line="#D3CABC",
    hairline="#E4DDD1",
    fill="#0F5F66",
    fill_hover="#0B5058",
    fill_pressed="#083F46",
    on_accent="#FFFFFF",
    accent="#0F5F66",
    soft="#DFEDEA",
    soft_hover="#D2E5E2",
    soft_line="#A9CCC8",
    focus="#7440DC",
    ok="#2A6A40",
    ok_soft="#E3F0E4",
    wait="#80500A",
    wait_soft="#FAEED8",
    problem="#A0332A",
    problem_soft="#FAE6E2",
    private="#5E4684",
    private_soft="#EEE9F4",
    mark="#FBE4A8",
    toast="#2B2824",
    on_toast="#F7F4EE",
    toast_act="#9ADBD9",
    scrim="#6B24211D",
    brand_warm="#E2A961",
    brand_overlap="#083F46",
)

DARK = Tokens(
    window="#1A1917",
    surface="#23211E",
    field="#1C1B18",
    rail="#141312",
    well="#1E1D1A",
    hover="#2A2824",
    disc="#2F2C28",
    text="#EFEBE4",
    muted="#B9B2A7",
    border="#8F877B",
    line="#4A453E",
    hairline="#38342F",
    fill="#5DB1B0",
    fill_hover="#6FC0BF",
    fill_pressed="#4FA3A2",
    on_accent="#07282A",
    accent="#7CCAC9",
    soft="#1E3B3B",
    soft_hover="#254646",
    soft_line="#356363",
    focus="#C6A8FF",
    ok="#8FD0A1",
    ok_soft="#1F3727",
    wait="#EBBC6E",
    wait_soft="#3B2E17",
    problem="#F4A299",
    problem_soft="#46241F",
    private="#CAB8EA",
    private_soft="#332A46",
    mark="#5F4A17",
    toast="#3B3731",
    on_toast="#F4F0E9",
    toast_act="#8FD6D4",
    scrim="#99000000",
    brand_warm="#E2A961",
    brand_overlap="#3F8578",
)
