"""What people and programs see: thin; every view calls operations, queries and the flow, and decides nothing."""
