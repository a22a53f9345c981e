"""Performance as ratios in one run: PeerDesk beside a floor, bare code with only the parts it cannot do without.

`python -m bench` prints one table and writes it as JSON. Absolute times are noisy and belong to one machine; a ratio of
two things measured in turn in the same run says something about the code.
"""
