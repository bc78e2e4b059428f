"""A render farm on this machine: the documented API, storage on disk, frames really rendered."""
