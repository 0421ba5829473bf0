"""Which policies and goals help or hurt one another: signed interactions and what follows."""
