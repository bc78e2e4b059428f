"""One folder a host application; ``core/model/host.py`` says what each must do."""
