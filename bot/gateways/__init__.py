"""The ways out: the dialogue engine, Telegram, e-mail and webhooks."""
