"""Tests of questions about stretches of time."""
