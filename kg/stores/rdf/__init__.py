"""The graph as RDF: Turtle, TriG, N-Triples and JSON-LD, SPARQL without a server, and validation."""
