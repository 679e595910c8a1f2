"""A question becomes an answer. Pure."""
