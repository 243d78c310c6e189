"""What each page shows, thought out without Qt: rows, words and sums from one snapshot."""
