"""Rasa's custom actions: thin doors to the services, one file a skill."""
