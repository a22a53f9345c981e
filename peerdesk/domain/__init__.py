"""What the work means: frozen values and pure rules, standard library only."""
