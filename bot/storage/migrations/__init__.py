"""Schema migrations; each is safe to roll back to the one before."""
