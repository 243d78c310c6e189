"""What people do with a count: use cases in plain Python, without Qt and without SQL."""
