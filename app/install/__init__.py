"""Install the extension, the add-on or the files that a host application finds us by, and take them back."""
