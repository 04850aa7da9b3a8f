"""The commands of ``lindra``, one file for each group."""
