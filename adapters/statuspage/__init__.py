"""Atlassian Statuspage: `statuspage` speaks to it, `asking` keeps its pace.

statuspage_read   from their JSON to our nouns
statuspage_write  from our words to what they take
statuspage_check  whether it is ready for us
"""
