"""Wait for a thing of an application to show, and print as JSON what on its screen has no name.

Usage: python3 -m tests.assistive.client.scan APPLICATION NAME
"""

import json
import sys

from tests.assistive.client.screen import NotOnScreenError, Screen


def main() -> int:
    screen = Screen(sys.argv[1])
    try:
        screen.wait_for(sys.argv[2])
    except NotOnScreenError as stuck:
        sys.stderr.write(f"{stuck}\n")
        return 1
    sys.stdout.write(json.dumps(screen.gaps()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
