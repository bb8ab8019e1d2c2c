"""Money that we promised back and have to send ourselves: who decided, who confirmed, what really left."""
