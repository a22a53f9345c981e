"""The steps. They never import the tables of today: a step must mean the same for ever."""
