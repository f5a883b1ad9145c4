"""Analyses: what the history of the hierarchy tells, as networks and figures.

A reading of the claims gives every fact that they leave no doubt of one start and one end within its bounds, and takes
or leaves each doubtful one. Every figure here is therefore two: the lowest and the highest that a reading can have.
Each is reckoned by itself; no reading goes beyond them, though not every combination in between is one. Facts that are
improbable (credibility 5) are in no reading, and undated ones are counted apart: nothing can be said of their time.
"""
