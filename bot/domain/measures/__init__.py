"""Scores of published questionnaires; each module is one instrument with the source of its rules.

Scores and the names of their ranges are for providers' eyes only. They describe a set of
answers, are no diagnosis, and are never told to a patient as a label.
"""
