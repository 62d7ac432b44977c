export const text = {
  map: "Map of what this link shows",
  liveLead: "Live position",
  routeLead: (day: string) => `Route of ${day}`,
  showCar: "Show the car and stay with it",
  showRoute: "Show the whole route",
  position: "Position",
  heading: "Heading",
  noPlace: "It has not said yet where it is. The map shows it as soon as it does.",
  neverHeard: "It has not reported yet. This page shows it as soon as it does.",
  stale: "The connection is lost. What you see may be out of date.",
  mapFailedHint: "What is known is listed beside it, and goes on being brought up to date.",

  start: "Start",
  end: "End",
  distance: "Distance",
  driving: "Driving",
  standing: "Standing",
  topSpeed: "Top speed",
  stops: "Stops on the way",
  noStops: "It did not stop for long.",
  truncated: "The route is longer than what the map shows of it.",

  endsAt: (moment: string, lasting: string) => `This link ends ${moment}, in ${lasting}.`,
  only: "It shows this and nothing else.",

  ended: "This link does not show anything any more",
  endedHint:
    "It has expired, was ended by whoever made it, or was never one. Ask whoever sent it to you for a new one.",
  failed: "What this link shows could not be loaded",
  failedHint: "Check your connection and try again in a moment.",
  tryAgain: "Try again",
  loading: "Loading",
};

export type SharedText = typeof text;
