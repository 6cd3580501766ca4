"""The parts of the benchmark: servers, PostgreSQL, queries, measurement and report."""
