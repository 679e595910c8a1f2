"""Duban (督办): who is responsible for what, by when, answered from the documents themselves."""

__version__ = "0.1.0"
