"""How else a word may be typed: by sound, by letters, by a look-alike character."""
