"""Neo4j: a server of one's own, and a graph's way into any server."""
