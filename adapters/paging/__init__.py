"""Pagers, and the telephone: one file each, called like its key in the settings.

What does not fit into `<name>.py` stands beside it, under the same noun for every one:

    <name>_read      from their JSON to our nouns
    <name>_write     from our words to what they take
    <name>_check     whether they are ready for us
"""
