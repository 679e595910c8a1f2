"""Sentences → orders: who is told to do what, with the subject carried over to what follows it.

An order is a stretch of a sentence: from its subject, or its 要, to where the next order begins. Attendance
lists, speakers, past achievements, statistics and plain exhortation are not orders.
"""

from bot.reading.prose.orders import Order, read_orders
from bot.reading.prose.strength import strength_of
from bot.reading.prose.voices import Voices

__all__ = ["Order", "Voices", "read_orders", "strength_of"]
