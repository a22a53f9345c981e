"""Small parts that the screens are made of. The parts and their signatures are listed in docs/desktop-widgets.md."""
