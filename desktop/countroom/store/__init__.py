"""The only package that speaks SQL: the log on disk and the tables derived from it."""
