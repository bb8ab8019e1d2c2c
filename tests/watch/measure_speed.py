"""How many shipments a second ``watch`` answers: run by hand, ``python -m tests.watch.measure_speed``; never a test.

Ten events each, in five variants (codes and texts, with and without countries). Processor time, pure calls, one core.
"""

from __future__ import annotations

import json
import time

from amends.core.contracts.watch import WatchInput
from amends.watch import watch

from .parcels import scans, shipment, way
from .test_legs_and_anomalies import CODES

ROUNDS = 400


def requests() -> list[WatchInput]:
    bare = [{key: value for key, value in event.items() if key != "country"} for event in way(13)]
    variants = [way(13), bare, *(scans(*CODES[name], source=name) for name in CODES)]
    return [WatchInput.model_validate_json(json.dumps(shipment(events[:10], 13.5))) for events in variants]


def main() -> None:
    shipments = requests()
    for request in shipments:
        watch(request)
    best = 0.0
    for _ in range(5):
        start = time.process_time()
        for _ in range(ROUNDS):
            for request in shipments:
                watch(request)
        best = max(best, ROUNDS * len(shipments) / (time.process_time() - start))
    print(f"{best:,.0f} shipments a second, ten events each")


if __name__ == "__main__":
    main()
