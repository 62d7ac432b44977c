export const text = {
  locate: "Locate now",
  refused: "No tracker of this car can be asked",
  notAsked: "The request did not get through",
  state: {
    unconfirmed: "Waits for confirmation",
    queued: "Waits for the tracker",
    sent: "On its way to the tracker",
    delivered: "The tracker has the request",
    done: "The tracker answered",
    failed: "The tracker could not do it",
    expired: "The tracker did not answer",
    cancelled: "Taken back",
  },
};

export type CommandText = typeof text;
