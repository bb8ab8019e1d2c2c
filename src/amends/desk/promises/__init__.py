"""What letters promised: owner, due date, proof."""
