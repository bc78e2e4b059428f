"""One folder a host application; ``core/host.py`` says what each must do."""
