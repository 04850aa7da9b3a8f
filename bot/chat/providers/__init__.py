"""The providers' chat."""
