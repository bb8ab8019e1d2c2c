"""How many shipments of ten events `watch` answers a second on one core: the pure function, and the filter with JSON.

`python -m bench.watch_speed`: processor time, the best of several rounds. The shipments differ from one another: codes of
four sources and texts in six languages, with place names, with and without countries, at all stages of the way.
"""

from __future__ import annotations

import gc
import io
import itertools
import json
import os
import random
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from amends.cli.filters import run_filter, waiting_lines
from amends.core.contracts.watch import WatchInput
from amends.watch import watch
from amends.web.api.stages import stage_of

COUNT, ROUNDS = 2_000, 7
PLACES = ("Shenzhen", "Yiwu", "Guangzhou", "Dongguan", "Leipzig", "Madrid", "Curitiba", "Warszawa", "Kazan", "Lyon")
CODES = {
    "cainiao": "GWMS_ACCEPT PU_PICKUP_SUCCESS SC_INBOUND_SUCCESS CC_EX_START CC_EX_SUCCESS LH_DEPART LH_ARRIVE CC_IM_START "
    "CC_IM_SUCCESS GTMS_SC_ARRIVE",
    "17track": "InfoReceived InTransit_PickedUp InTransit_Other InTransit_CustomsProcessing InTransit_CustomsReleased "
    "InTransit_Departure InTransit_Arrival InTransit_CustomsProcessing InTransit_CustomsReleased InTransit_Other",
    "aftership": "InfoReceived_001 InTransit_002 InTransit_003 InTransit_006 InTransit_005 InTransit_007 InTransit_004 "
    "InTransit_006 InTransit_005 InTransit_003",
    "karrio": "pending picked_up in_transit in_transit in_transit in_transit in_transit in_transit in_transit "
    "out_for_delivery",
}
TEXTS = {
    "GB": "Shipment information received|Accepted by carrier in {0}|Arrived at sorting center {0}|Export customs started|"
    "Export customs clearance complete|Departed country of origin|Arrived at destination country|Presented to customs|"
    "Released by customs|Arrived at local delivery office {0}",
    "DE": "Die Sendungsdaten wurden übermittelt|Die Sendung wurde in {0} abgeholt|Im Paketzentrum {0} bearbeitet|"
    "Exportverzollung gestartet|Exportverzollung abgeschlossen|Die Sendung hat das Ursprungsland verlassen|"
    "Die Sendung ist im Zielland eingetroffen|Zollabfertigung|Vom Zoll freigegeben|Im Zustelldepot {0} eingegangen",
    "BR": "Etiqueta emitida|Objeto postado em {0}|Chegou ao centro de triagem {0}|Alfândega de exportação iniciada|"
    "Desembaraço de exportação concluído|Saiu do país de origem|Chegou ao país de destino|Em fiscalização aduaneira|"
    "Liberado pela alfândega|Chegou à unidade de distribuição {0}",
    "RU": "Этикетка создана|Принято от отправителя {0}|Прибыло в сортировочный центр {0}|Передано на экспортную таможню|"
    "Выпущено экспортной таможней|Покинуло страну отправления|Прибыло в страну назначения|Передано таможне|"
    "Выпущено таможней|Прибыло в отделение доставки {0}",
    "ES": "Etiqueta creada|Admitido en {0}|Llegada a centro logístico {0}|Despacho de aduana de exportación iniciado|"
    "Despacho de exportación completado|Salida del país de origen|Llegada al país de destino|En aduana|"
    "Liberado por aduana|En la unidad de reparto {0}",
    "FR": "Étiquette créée|Pris en charge à {0}|Arrivé au centre de tri {0}|Dédouanement à l'exportation en cours|"
    "Dédouanement export terminé|Le colis a quitté le pays d'origine|Arrivé dans le pays de destination|"
    "Présenté à la douane|Libéré par la douane|Arrivé sur le site de distribution {0}",
}


def shipments(seed: int = 1) -> Iterator[dict[str, Any]]:
    """Made-up shipments without end, the same for the same seed."""
    chance = random.Random(seed)
    destinations = list(TEXTS)
    for number in itertools.count():
        destination = destinations[number % len(destinations)]
        source = ["plain", *CODES][number % 5]
        codes = CODES[source].split() if source in CODES else [None] * 10
        texts = TEXTS[destination].split("|")
        events = []
        for step in range(10):
            event: dict[str, Any] = {
                "at": f"2026-09-{3 + 2 * step:02d}T{chance.randrange(24):02d}:{chance.randrange(60):02d}:00+08:00",
                "source": source,
            }
            if codes[step]:
                event["code"] = codes[step]
            if source != "cainiao":
                event["description"] = texts[step].format(chance.choice(PLACES))
            if number % 3:
                event["country"] = "CN" if step < 6 else destination
            events.append(event)
        if number % 4 == 0:
            chance.shuffle(events)
        yield {
            "id": number, "platform": "aliexpress", "origin": "CN", "destination": destination,
            "carrier": ("Yanwen", "Cainiao", "4PX")[number % 3], "ordered_at": "2026-09-01T10:00:00+08:00",
            "dispatch_due": "2026-09-08T10:00:00+08:00", "promised_by": "2026-11-01T00:00:00Z",
            "now": f"2026-10-{1 + number % 28:02d}T12:{number % 60:02d}:00Z", "events": events,
        }  # fmt: skip


def fastest(work: Callable[[], object]) -> float:
    """Processor seconds of the fastest round."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    lines = [json.dumps(each, ensure_ascii=False).encode() for each in itertools.islice(shipments(), COUNT)]
    requests = [WatchInput.model_validate_json(line) for line in lines]
    for request in requests:
        watch(request)
    stage, whole = stage_of("watch"), b"\n".join(lines)
    # What is held for the measurement is not the function's: the collector need not walk through it again and again.
    gc.collect()
    gc.freeze()
    parts = {
        "the pure function": lambda: deque(map(watch, requests), maxlen=0),
        "reading and checking the JSON": lambda: deque(map(WatchInput.model_validate_json, lines), maxlen=0),
        "the filter, JSON in and out": lambda: run_filter(stage, waiting_lines(io.BytesIO(whole)), io.BytesIO()),
    }
    for name, work in parts.items():
        print(f"{name:<30} {COUNT / fastest(work):>8,.0f} shipments a second, ten events each", flush=True)


if __name__ == "__main__":
    main()
