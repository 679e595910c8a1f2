"""The ledger as files that leave the program: printed tables, plain text, a calendar.

Values in, bytes out. `kinds` says what can be had and makes it; `tables` is what a table is, `parts` what
stands in its columns, `lists` and `accounts` which tables a kind has; `sheets` writes them as an Excel
workbook that an office prints, `delimited` as text with commas, `ics` the days ahead as a calendar. Who may
see which entry is decided before (`bot.ledger.sight`).
"""
