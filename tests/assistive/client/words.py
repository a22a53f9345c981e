"""Print as JSON every word in the tree of an application, whether it shows or not.

Usage: python3 -m tests.assistive.client.words APPLICATION [WORDS-TO-WAIT-FOR]
"""

import json
import sys

from tests.assistive.client.screen import NotOnScreenError, Screen


def main() -> int:
    screen = Screen(sys.argv[1])

    def words() -> list[str]:
        found = [word for seen in screen.everything() for word in seen.words if word]
        return found if all(any(wanted in word for word in found) for wanted in sys.argv[2:]) else []

    try:
        found = screen.until(words, f"the words {sys.argv[2:]}")
    except NotOnScreenError as stuck:
        sys.stderr.write(f"{stuck}\n")
        return 1
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
