"""Systems that hold tickets: one file each, called like its key in the settings.

What does not fit into `<name>.py` stands beside it, under the same noun for every system:

    <name>_read      from their JSON to our nouns
    <name>_write     from our words to what they take, and how an earlier try is found again
    <name>_history   what happened to a ticket, as far as promises are concerned
    <name>_changes   how far the changes were read: what a cursor holds
    <name>_query     what their searches are asked
    <name>_text      how their texts are written
    <name>_check     whether they are ready for us
    <name>_session   how they are let in and refused, where that is not as everywhere
    <name>_deadlines what they promise, where that is much to reckon

What all of them share has no name before it: `desk` (requests), `values` (reading), `past` (what happened
before), `address`, `names`, and `connect`; `adapters.doors` has the rest, since pagers need it, too.
"""
