"""Tasks, frames and their pictures, read from the farm into plain data. Blocks: for workers."""
