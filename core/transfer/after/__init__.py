"""After this, then that: a submission that is not started before tasks end that it was to wait for."""
