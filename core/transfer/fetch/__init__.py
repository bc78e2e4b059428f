"""Results on their way home: watched on the farm, fetched, and put into place."""
