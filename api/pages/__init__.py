"""The pages for people: how they are made, and those of the whole; the pages of single things are in api/things.py."""
