"""Read what an application shows each time a line comes in, and print it as a line of JSON.

Usage: python3 -m tests.assistive.client.walk APPLICATION
"""

import json
import sys
from dataclasses import asdict

from tests.assistive.client.bus import Bus
from tests.assistive.client.tree import Tree


def main() -> None:
    tree = Tree(Bus(), sys.argv[1])
    for _line in sys.stdin:
        sys.stdout.write(json.dumps([asdict(part) for part in tree.in_front()]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
