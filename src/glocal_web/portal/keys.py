"""Keys of rows in addresses: numbers that a database can hold, and nothing else."""


class KeyConverter:
    """At most 18 digits: what fits every database's integers, so that a longer one is not found.

    Django's own ``int`` takes any number of digits, and SQLite fails on those it cannot hold.
    """

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """The number in the address."""
        return int(value)

    def to_url(self, value: int) -> str:
        """The address of the number."""
        return str(value)
