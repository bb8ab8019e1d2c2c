"""What was said: conversations, messages in and out, their files, and how each was understood."""
