import { expect, test } from "vitest";
import { openOutputs, projectOutputs } from "../vehicle-fold.ts";
import { aJourney } from "./journey.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;

const onTheWay = () =>
  aJourney(NOON)
    .ignite(true)
    .drive(5 * MINUTE, 40);
const excessive = ({ observations }: ReturnType<typeof aJourney>) =>
  tell(observations).detections.filter(({ type }) => type === "excessive_idling");

test("standing a quarter of an hour with the engine running is excessive from the tenth minute on", () => {
  const journey = onTheWay()
    .stand(15 * MINUTE)
    .drive(5 * MINUTE, 40);
  const [found, ...others] = excessive(journey);
  expect(others).toEqual([]);
  expect(found).toMatchObject({ startMs: NOON + 305_000, endMs: NOON + 1_200_000 });
  expect(found?.detectedAtMs).toBe(NOON + 905_000);
  expect(found?.evidence).toEqual({ idlingS: 895 });
});

test.each([
  [
    "nine minutes of it",
    onTheWay()
      .stand(9 * MINUTE)
      .drive(5 * MINUTE, 40),
  ],
  [
    "a quarter of an hour with the engine off",
    onTheWay()
      .ignite(false)
      .stand(15 * MINUTE),
  ],
  ["a quarter of an hour with the key turned", onTheWay().stand(15 * MINUTE, 5, { rpm: 0 })],
])("%s is not excessive", (_case, journey) => {
  expect(excessive(journey)).toEqual([]);
});

test.each([180, 240, 300])(
  "three fixes %s s apart at one light and then one at another are no quarter of an hour",
  (everyS) => {
    const journey = onTheWay().stand(2 * everyS, everyS);
    expect(excessive(journey.silence(everyS, 2_000).stand(1, 1))).toEqual([]);
  },
);

test("it lasts until the engine is off, and silence ends it at the last observation", () => {
  const journey = onTheWay().stand(15 * MINUTE);
  const { state } = tell(journey.observations);
  expect(excessive(journey)).toMatchObject([{ endMs: null }]);
  const vehicleId = journey.observations[0]?.vehicleId ?? "";
  const said = (nowMs: number) =>
    projectOutputs(state, vehicleId, unchanging(defaultSettings), nowMs)
      .filter((each) => each.kind === "detection")
      .map(({ record }) => record.endMs);
  expect(said(journey.now() + 15 * MINUTE * 1_000)).toEqual([]);
  expect(said(journey.now() + 16 * MINUTE * 1_000)).toEqual([journey.now()]);
  expect(openOutputs(state, vehicleId).some(({ kind }) => kind === "detection")).toBe(true);
});
