"""Help for a new artist: the page with the keys, and the tour."""
