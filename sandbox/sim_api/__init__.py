"""Switches for scripts and for the page: people, what they say and see, faults, time."""
