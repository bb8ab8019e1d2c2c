"""What has to be made right: cases above conversations, the formal disputes that belong to them, counters."""
