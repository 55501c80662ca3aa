"""Pagers, and the telephone: one file each, called like its key in the settings.

What does not fit into `<name>.py` stands beside it, under the same noun for every one:

    <name>_read      from their JSON to our nouns
    <name>_write     from our words to what they take
    <name>_check     whether they are ready for us
    <name>_session   how they are asked, as whom, and what their refusals mean, where that is much
    <name>_events    another way to wake somebody there, where the usual one does not answer

What all of them share has no name before it: `asking` (requests), `recent` (what was looked up),
`values` (what several of them read and write), `connect`.
"""
