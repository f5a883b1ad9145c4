"""Exports: the whole graph, or the hierarchy on a day, as files for other tools.

The invariant: a file is a function of its snapshot alone, to the last byte. No clock, no name of a machine and no order
of a hash table gets into it. All but the drawings of the hierarchy are written while the snapshot's files are read, so
that a file of any size takes the same memory.
"""
