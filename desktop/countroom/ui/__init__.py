"""The desk: the only package that knows Qt; its folders are named after the work."""
