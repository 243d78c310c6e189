"""Events to the feed: what to send, what an answer means, and the wire between.

The protocol is a pure state machine; only ``client`` touches the network.
"""
