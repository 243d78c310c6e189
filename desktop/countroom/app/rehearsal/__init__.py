"""The one maker of nights: real results played through the same use cases the windows call."""
