"""A stand-in for Telegram: the Bot API, a page that shows the chats, and switches for scripts."""
