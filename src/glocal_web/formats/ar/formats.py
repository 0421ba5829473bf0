"""The day before the month, the month in letters, with the time as well; a point in decimals."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y، H:i"
SHORT_DATETIME_FORMAT = "j F Y، H:i"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"

# Beside the digits 0 to 9, as the Unicode locale data has it, and as the core writes its files.
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
