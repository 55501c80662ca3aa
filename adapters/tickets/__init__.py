"""Systems that hold tickets: one file each, called like its key in the settings."""
