"""A thousand damaged copies of everything that comes from outside: only the errors that are written down come out."""

import pytest

from tests.hostile.fuzz.scene import Scene
from tests.hostile.fuzz.subjects import fuzz, subjects

COPIES = 1000
SCENE = Scene()


@pytest.mark.parametrize("subject", subjects(SCENE), ids=lambda subject: subject.name)
def test_a_thousand_damaged_copies_give_what_is_promised_and_nothing_else(subject: object) -> None:
    assert fuzz(subject, range(COPIES)) > COPIES // 4
