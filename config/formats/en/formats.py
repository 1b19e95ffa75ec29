"""English: Django looks here first, and in its own formats for all that is not here."""

DATE_FORMAT = "j F Y"  # 24 November 2026, in running text
SHORT_DATE_FORMAT = "j M Y"  # 24 Nov 2026, in cells and lists
MONTH_DAY_FORMAT = "j M"  # 24 Nov
DATETIME_FORMAT = "j F Y, H:i"
