"""Arabic, with one order for dates with and without the time."""
