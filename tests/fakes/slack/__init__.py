"""A Slack on 127.0.0.1 that keeps state and can be asked what people see."""
