"""Telegram: app.py wires; thin handlers by journey; wording.py has every sentence."""
