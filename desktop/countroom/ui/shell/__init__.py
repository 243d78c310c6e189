"""What stands round every page: band, header, notice line, status bar, and the way between."""
