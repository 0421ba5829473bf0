"""The portfolio linter: finds the incoherences between provisions, explains and mends them."""
