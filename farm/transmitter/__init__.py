"""The farm's side of the vendor's transfer program: the same options, lines and exit codes, for loopback only."""
