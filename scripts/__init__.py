"""Small programs for those who work on the project: set-up, locks, the order of the checks.

What runs before anything is installed uses the standard library only.
"""
