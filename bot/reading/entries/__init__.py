"""A document's lines → entries: one thing ordered each, with the words that say who, by when and to what end.

Four forms are told apart: rows of a table, blocks of labelled fields, items with what is said behind them,
and prose. What is said once for a whole section is given to the items it speaks of.
"""

from bot.reading.entries.entry import Entry
from bot.reading.entries.reader import read_entries

__all__ = ["Entry", "read_entries"]
