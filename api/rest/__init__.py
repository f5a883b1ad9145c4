"""The REST interface below /api/v1: records, facts, questions; each in several forms, on both axes of time."""

PREFIX = "/api/v1"
