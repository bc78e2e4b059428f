"""What the farm offers an account: software, environments, hardware; and how a scene fits to it."""
