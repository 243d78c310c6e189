"""The shared form of events: bytes, signatures, chain.

Laptop, hub, stick, feed and verifier use it unchanged.
"""
