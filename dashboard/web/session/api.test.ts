import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { localeOf, setLocale } from "../i18n/language.ts";
import { ApiError, getJson } from "./api.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  setLocale(localeOf([]));
});

const refusalOf = async (answer: () => Promise<Response>): Promise<ApiError> => {
  vi.stubGlobal("fetch", answer);
  const refused: unknown = await getJson("/api/x", z.unknown()).catch((error: unknown) => error);
  if (!(refused instanceof ApiError)) throw new Error("it was not refused", { cause: refused });
  return refused;
};

const problem = (body: object) => async (): Promise<Response> =>
  Response.json(
    { type: "about:blank", title: "Bad", status: 400, detail: "English", ...body },
    { status: 400 },
  );

test.each([
  ["sv", "Servern går inte att nå."],
  ["de", "Der Server ist nicht erreichbar."],
])("in %s a server out of reach is told of", async (language, message) => {
  setLocale(localeOf([language]));
  const gone = async (): Promise<Response> => {
    throw new TypeError("Failed to fetch");
  };
  expect(await refusalOf(gone)).toMatchObject({ status: 0, message });
});

test("an answer that is no problem tells its status in the reader's language", async () => {
  setLocale(localeOf(["es"]));
  const proxy = async (): Promise<Response> =>
    new Response("<h1>Bad gateway</h1>", { status: 502 });
  expect(await refusalOf(proxy)).toMatchObject({
    status: 502,
    message: "El servidor respondió 502.",
  });
});

test("fields at fault are told in the reader's language, and the whole of them once each", async () => {
  setLocale(localeOf(["sv"]));
  const errors = [
    { field: "name", message: "is required", code: "required" },
    { field: "email", message: "is required", code: "required" },
    { field: "odometerReading", message: "…", code: "odometer_below", params: { km: 12_345 } },
  ];
  expect(await refusalOf(problem({ errors }))).toMatchObject({
    message: expect.stringMatching(/^Detta saknas\. Bilen hade mer än så före: 12.345 km\.$/),
    fields: [
      { message: "Detta saknas." },
      { message: "Detta saknas." },
      { field: "odometerReading" },
    ],
  });
});

test("what is about no field is told by its own code", async () => {
  setLocale(localeOf(["de"]));
  const wait = problem({ code: "too_many_wrong", params: { tries: "passwords", seconds: 8 } });
  expect(await refusalOf(wait)).toMatchObject({
    message: "Zu viele falsche Versuche: Warten Sie 8 s.",
  });
  expect(await refusalOf(problem({}))).toMatchObject({ message: "English" });
});
