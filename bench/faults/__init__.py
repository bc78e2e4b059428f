"""A bench of faults: what comes of a submission when something goes wrong, thousands of times (README.md)."""
