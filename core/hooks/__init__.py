"""A studio's own code around a submission, run in a process of its own (docs/studio.md). Only its file names it."""
