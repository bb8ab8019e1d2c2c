"""Learning the arrival forecast: what it recovers from made-up parcels, what it borrows, and what it must not do."""

from __future__ import annotations

import json
import math
import random
from argparse import Namespace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from amends.cli.learn_parcels import learn_parcels
from amends.core.contracts.watch import WatchInput, WatchOutput
from amends.core.errors import InputError
from amends.core.vocabulary import Leg
from amends.watch import watch
from amends.watch.arrival_model import FEATURES, ArrivalModel, LearnedLeg, read_model
from amends.watch.learning import fit
from amends.watch.outcomes import ParcelOutcome

from .parcels import ORDERED, scan, shipment, way

MEDIAN, SIGMA, LOSS = 12.0, 0.3, 0.1


def outcome(record: dict[str, Any], delivered: float | None) -> ParcelOutcome:
    at = None if delivered is None else (ORDERED + timedelta(days=delivered)).isoformat()
    return ParcelOutcome.model_validate_json(json.dumps({**record, "delivered_at": at}))


def parcels(
    count: int, *, median: float = MEDIAN, loss: float = LOSS, now: float = 60, seed: int = 1, **fields: Any
) -> list[ParcelOutcome]:
    """Parcels without scans from CN to DE: lognormal, some never; seen on day ``now`` after the order."""
    chance = random.Random(seed)
    rows = []
    for number in range(count):
        days = median * math.exp(SIGMA * chance.gauss(0, 1))
        arrived = chance.random() >= loss and days <= now
        record = shipment([], now, promised=None, due=None, **fields)
        record["id"] = f"{fields}-{seed}-{number}"
        rows.append(outcome(record, days if arrived else None))
    return rows


def median_of(learned: LearnedLeg) -> float:
    """The median of a parcel from CN to DE without a promise; the default is 18 days."""
    return 18 * math.exp(learned.intercept + learned.slopes[FEATURES.index("no_promise")])


def looked_at(model: ArrivalModel | None, wait: float, **fields: Any) -> WatchOutput:
    record = shipment(fields.pop("events", []), wait, **{"promised": None, "due": None, **fields})
    return watch(WatchInput.model_validate_json(json.dumps(record)), model)


def test_median_spread_and_loss_are_recovered() -> None:
    model = fit(parcels(1500))
    learned = model.international[Leg.PRE_DISPATCH]
    assert median_of(learned) == pytest.approx(MEDIAN, rel=0.06)
    assert learned.sigma == pytest.approx(SIGMA, abs=0.04)
    assert learned.loss == pytest.approx(LOSS, abs=0.03)
    arrival = looked_at(model, 0).arrival
    assert arrival.p14 == pytest.approx((1 - LOSS) * 0.7, abs=0.08)


def test_parcels_that_still_wait_do_not_count_as_lost_nor_as_fast() -> None:
    # Half of the parcels are still under way on day 12; the fit must not take the others for all.
    model = fit(parcels(2000, loss=0.0, now=12))
    learned = model.international[Leg.PRE_DISPATCH]
    assert median_of(learned) == pytest.approx(MEDIAN, rel=0.12)
    assert learned.loss < 0.08


def test_parcels_seen_only_after_a_wait_do_not_make_the_lane_look_slow() -> None:
    chance = random.Random(3)
    rows = []
    for number in range(3000):
        days = MEDIAN * math.exp(SIGMA * chance.gauss(0, 1))
        first_look = 10.0
        if days > first_look:
            record = shipment([], first_look, promised=None, due=None)
            record["id"] = number
            rows.append(outcome(record, days))
    learned = fit(rows).international[Leg.PRE_DISPATCH]
    naive = math.exp(sum(math.log(_days(row)) for row in rows) / len(rows))
    assert naive > MEDIAN * 1.1
    assert median_of(learned) == pytest.approx(MEDIAN, rel=0.06)


def _days(row: ParcelOutcome) -> float:
    assert row.delivered_at is not None
    return (row.delivered_at - row.ordered_at).total_seconds() / 86_400


def test_a_carrier_that_was_seldom_seen_borrows_from_its_lane() -> None:
    rows = [
        *parcels(600, carrier="Steady", seed=2),
        *parcels(600, carrier="Slow", median=15, seed=3),
        *parcels(1, carrier="Rare", median=30, loss=0.0, seed=4),
    ]
    model = fit(rows)

    def p14(carrier: str | None) -> float:
        found = looked_at(model, 0, carrier=carrier).arrival.p14
        assert found is not None
        return found

    assert p14("Steady") > p14("Slow") + 0.15
    assert p14("Slow") > p14("Rare") > p14("Slow") / 2  # alone, one parcel that took a month would say almost 0
    assert p14("never seen") == p14(None)
    assert p14("STEADY ") == p14("Steady")


def test_a_lane_that_was_never_seen_keeps_its_own_default_with_what_is_true_of_all() -> None:
    model = fit(parcels(800, median=36, loss=0.02))
    before, after = looked_at(None, 0, destination="BR"), looked_at(model, 0, destination="BR")
    assert before.arrival.median is not None
    assert after.arrival.median is not None
    assert after.arrival.median > before.arrival.median


def test_a_leg_without_parcels_keeps_the_default_clock() -> None:
    model = fit(parcels(200))
    for until in (2, 6, 11, 13):
        events = way(until)
        learned, default = (looked_at(each, until + 2, events=events) for each in (model, None))
        assert (learned.loss_probability, learned.arrival) == (default.loss_probability, default.arrival)


def test_every_leg_that_parcels_passed_gets_its_own_clock() -> None:
    rows = []
    for number in range(40):
        record = shipment(way(14), 14.2)
        record["id"] = number
        rows.append(outcome(record, 14.3 + number / 20))
    legs = set(fit(rows).international)
    assert {Leg.PRE_DISPATCH, Leg.ORIGIN, Leg.EXPORT_CUSTOMS, Leg.LINEHAUL, Leg.IMPORT_CUSTOMS, Leg.DESTINATION} <= legs


def test_a_returned_parcel_teaches_loss_at_once() -> None:
    returned = [scan(2, "Accepted by carrier", "CN"), scan(6, "Return to sender", "CN")]

    def rows(back: int) -> list[ParcelOutcome]:
        found = []
        for number in range(100):
            record = shipment(returned if number < back else returned[:1], 8)
            record["id"] = number
            found.append(outcome(record, None if number < back else 7.9))
        return found

    few, many = (fit(rows(back)).international[Leg.ORIGIN].loss for back in (2, 40))
    assert many > few + 0.1


def test_several_looks_at_one_parcel_are_one_parcel() -> None:
    rows = parcels(300)
    looks = [row.model_copy(update={"now": row.ordered_at + timedelta(days=day)}) for row in rows for day in (0, 60)]
    once, twice = fit(rows), fit(looks)
    assert twice.parcels == once.parcels == 300
    assert twice.international[Leg.PRE_DISPATCH].intercept == pytest.approx(
        once.international[Leg.PRE_DISPATCH].intercept, abs=0.05
    )


def test_old_parcels_fade() -> None:
    old = parcels(400, median=30, loss=0.0, seed=5)
    recent = [
        row.model_copy(
            update={
                name: getattr(row, name) + timedelta(days=700)
                for name in ("ordered_at", "now", "delivered_at")
                if getattr(row, name) is not None
            }
        )
        for row in parcels(400, median=10, loss=0.0, seed=6)
    ]
    learned = fit([*old, *recent]).international[Leg.PRE_DISPATCH]
    assert median_of(learned) < 13


def test_the_same_rows_teach_the_same_model_whatever_their_order() -> None:
    rows = parcels(120)
    assert fit(rows) == fit(list(rows))
    again = fit(rows[::-1]).international[Leg.PRE_DISPATCH]
    assert again.intercept == pytest.approx(fit(rows).international[Leg.PRE_DISPATCH].intercept, abs=1e-5)


def test_nothing_to_learn_from_is_an_empty_model_that_changes_nothing() -> None:
    model = fit([])
    assert (model.parcels, model.international, model.domestic) == (0, {}, {})
    assert looked_at(model, 5) == looked_at(None, 5)


def test_a_model_survives_its_json() -> None:
    model = fit(parcels(100))
    assert read_model(model.model_dump_json()) == model


@pytest.mark.parametrize("text", ["", "{}", '{"kind": "decide"}', "[1]"])
def test_what_is_no_model_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        read_model(text)


# The command ---------------------------------------------------------------------------------------------------------


def _file(folder: Path, rows: list[str]) -> Path:
    path = folder / "parcels.jsonl"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_the_command_writes_a_model_and_tells_of_lines_it_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = [row.model_dump_json() for row in parcels(60)]
    path = _file(tmp_path, [*good, "no json", '{"id": 1}'])
    target = tmp_path / "model.json"
    assert learn_parcels(Namespace(parcels=str(path), model=str(target))) == 0
    model = read_model(target.read_text(encoding="utf-8"))
    assert model.parcels == 60
    told = capsys.readouterr()
    assert "2 lines left out" in told.out
    assert "line 61" in told.err
    assert [entry.name for entry in sorted(tmp_path.iterdir())] == ["model.json", "parcels.jsonl"]


def test_the_command_leaves_the_old_model_where_nothing_can_be_learned(tmp_path: Path) -> None:
    target = tmp_path / "model.json"
    target.write_text("old", encoding="utf-8")
    bad = _file(tmp_path, ["{}"])
    assert learn_parcels(Namespace(parcels=str(bad), model=str(target))) == 1
    assert learn_parcels(Namespace(parcels=str(tmp_path / "missing"), model=str(target))) == 2
    mixed = _file(tmp_path, [parcels(1)[0].model_dump_json(), "{}"])
    assert learn_parcels(Namespace(parcels=str(mixed), model=str(target), strict=True)) == 1
    assert target.read_text(encoding="utf-8") == "old"


# What holds for any learned model ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def learned_model() -> ArrivalModel:
    rows = [*parcels(150, carrier="Steady"), *parcels(150, median=20, loss=0.05, seed=9)]
    for number in range(60):
        record = shipment(way(14), 14.2)
        record["id"] = f"way-{number}"
        rows.append(outcome(record, 14.3 + number / 10))
    return fit(rows)


@pytest.mark.parametrize("until", [0.5, 2, 4, 5, 6, 10, 11, 12, 13, 14])
@pytest.mark.parametrize("promised", [None, 5.0, 40.0])
def test_with_a_model_chances_are_in_order_and_loss_rises_with_silence(
    learned_model: ArrivalModel, until: float, promised: float | None
) -> None:
    last = -1.0
    for wait in (0, 1, 3, 7, 15, 30, 60, 150, 500):
        answer = looked_at(learned_model, until + 0.1 + wait, events=way(until), promised=promised)
        arrival = answer.arrival
        assert arrival.p7 is not None
        assert arrival.p14 is not None
        assert arrival.p30 is not None
        assert 0 <= arrival.p7 <= arrival.p14 <= arrival.p30 <= 1 - answer.loss_probability
        assert answer.loss_probability >= last
        last = answer.loss_probability
    assert last > 0.9


def test_with_a_model_an_open_trouble_still_adds_to_the_loss(learned_model: ArrivalModel) -> None:
    calm = looked_at(learned_model, 12.5, events=way(11))
    held = looked_at(learned_model, 12.5, events=[*way(11), scan(12, "Held by customs", "DE")])
    assert held.loss_probability > calm.loss_probability
