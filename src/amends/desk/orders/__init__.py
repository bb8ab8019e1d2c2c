"""What was sold to whom, the listing as it was sold, and the one refund ledger per order line."""
