"""Providers of bridges: one file each, called like its key in the settings."""
