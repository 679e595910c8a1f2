"""A local Bot API and a conversation in the terminal: the whole bot without Telegram."""
