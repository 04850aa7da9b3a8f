"""The coach: everything of Lindra that touches patients and providers."""
