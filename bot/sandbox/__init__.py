"""A local Bot API, and before it a chat page and the terminal: the whole bot without Telegram."""
