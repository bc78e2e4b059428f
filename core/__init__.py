"""Everything that is the same in every host: no Qt, no DCC, no server."""
