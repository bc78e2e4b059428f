"""The tasks on the farm, their frames, and everything about the selected one."""
