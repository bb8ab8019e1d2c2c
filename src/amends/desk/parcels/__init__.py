"""What is under way: parcels, their scans, and what the watch says of them."""
