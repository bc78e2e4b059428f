"""What is wrong with a submission before it costs anything. One function a check."""
