"""The actions of ``foxsubmit task`` on one task: each shows something of it, or does something to its frames."""
