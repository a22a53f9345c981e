"""What a session and its parent say to each other over their pipes: single words, and nothing about anybody."""

PAINTED = "painted"  # child: the unlock window is on the screen
OPENED = "opened"  # child: a vault is open here, prepare the next unlock window
LOCKING = "locking"  # child: blank already, ending; end me if I am not gone soon
PASSING = "passing"  # child: somebody else works now, so the next window asks who
PRACTISING = "practising"  # child: practice is wanted, so the next window begins it
SHOW = "show"  # parent: it is your turn
SHOW_CHOICE = "show-choice"  # parent: it is your turn, and nobody is chosen
SHOW_PRACTICE = "show-practice"  # parent: it is your turn, and practice is wanted
SHOW_AFTER_STOP = "show-after-stop"  # parent: the session before you stopped by itself

PRACTICE = "--practice"
"""Among the words that start the first child: begin with practice."""

LOCKED_STATUS = 75
"""The exit status of a session that was locked: the next unlock window follows."""

LOCK_SECONDS = 2.0
"""How long a lock may take before the parent ends the process."""
