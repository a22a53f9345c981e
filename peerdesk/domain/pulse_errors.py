"""Why the sums of a box with slips are not kept, as facts. No number of a small box is among them."""

from peerdesk.domain.errors import InputRefusedError


class TooFewSlipsError(InputRefusedError):
    """Fewer than five slips were in the box. How many is not told on."""

    code = "too_few_slips"

    def __init__(self) -> None:
        super().__init__("slips")


class TooManyTicksError(InputRefusedError):
    """More slips are counted for one statement than were in the box. `field` is the code of the statement."""

    code = "too_many_ticks"

    def __init__(self, field: str, counted: int, slips: int) -> None:
        super().__init__(field)
        self.counted = counted
        self.slips = slips
