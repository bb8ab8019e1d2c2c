"""What buyers are told of their order's way without having asked: choices, notices, who wants none."""
