"""What the doors of chats have in common: who may answer in time, and what is delivered twice."""
