"""What outside the desk locks it: the screen saver, the login manager, sleep, the lid, another person's session."""
