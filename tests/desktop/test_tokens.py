"""Every pair of colours that carries words, a border or the focus is readable, in both looks."""

import pytest

from peerdesk.desktop.tokens import DARK, LIGHT, Tokens

GROUNDS = ("window", "surface", "field", "rail", "well", "hover", "disc")
TEXT_PAIRS = (
    *((ink, ground) for ink in ("text", "muted") for ground in GROUNDS),
    *((ink, ground) for ink in ("text", "muted", "accent") for ground in ("soft",)),
    *(("text", ground) for ground in ("soft_hover", "mark", "ok_soft", "wait_soft", "problem_soft", "private_soft")),
    *(("accent", ground) for ground in ("window", "surface", "field", "rail", "hover")),
    *(("on_accent", ground) for ground in ("fill", "fill_hover", "fill_pressed")),
    *((tone, ground) for tone in ("ok", "wait", "problem", "private") for ground in ("window", "surface", "field")),
    *((tone, f"{tone}_soft") for tone in ("ok", "wait", "problem", "private")),
    ("on_toast", "toast"),
    ("toast_act", "toast"),
)
EDGE_PAIRS = (
    *(("border", ground) for ground in ("window", "surface", "field")),
    *(("focus", ground) for ground in ("window", "surface", "field", "rail", "soft")),
    *(("accent", ground) for ground in ("window", "surface", "field", "soft")),
    *(("problem", ground) for ground in ("window", "surface")),
)


DECORATION = frozenset({"hairline", "line", "soft_line", "scrim", "brand_warm", "brand_overlap"})
"""What carries no meaning by itself: a hair between rows, the veil behind a sheet, the mark."""


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_gives_the_known_ends() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_words_have_a_contrast_of_at_least_four_and_a_half(tokens: Tokens) -> None:
    weak = {
        (ink, ground): round(contrast(getattr(tokens, ink), getattr(tokens, ground)), 2)
        for ink, ground in TEXT_PAIRS
        if contrast(getattr(tokens, ink), getattr(tokens, ground)) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_borders_and_the_focus_ring_have_a_contrast_of_at_least_three(tokens: Tokens) -> None:
    weak = {
        (ink, ground): round(contrast(getattr(tokens, ink), getattr(tokens, ground)), 2)
        for ink, ground in EDGE_PAIRS
        if contrast(getattr(tokens, ink), getattr(tokens, ground)) < 3
    }
    assert weak == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_token_is_a_colour(tokens: Tokens) -> None:
    for name in Tokens._fields:
        value = getattr(tokens, name)
        assert value.startswith("#"), name
        assert len(value) == (9 if name == "scrim" else 7), name
        int(value[1:], 16)


def test_no_token_is_left_out_of_the_pairs() -> None:
    paired = {token for pair in (*TEXT_PAIRS, *EDGE_PAIRS) for token in pair}
    assert set(Tokens._fields) - paired - DECORATION == set()
