"""The Telegram front end: what comes in, and who gets to answer it."""
