"""A real Neo4j server for the tests, from Maven's packages; one for all workers of a run."""
