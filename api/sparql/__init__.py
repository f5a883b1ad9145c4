"""The SPARQL service: protocol, graph store, and the processes in which queries of strangers are evaluated."""
