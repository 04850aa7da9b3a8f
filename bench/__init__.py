"""Figures that can be repeated: memory, turns, prompts at once, messages at once."""
