import { refused } from "../decoders/decoded.ts";
import type { Intake } from "../intake.ts";
import type { Answers } from "./answers.ts";

/** The intake, with an ear for what answers a command. */
export const answeringIntake = (intake: Intake, answers: Answers): Intake => ({
  ...intake,
  take: (device, source, payload, decoded, stored) => {
    const { answer, samples } = decoded;
    if (answer) {
      answers.take(device.id, answer, (isKnown) => {
        if (isKnown) return stored();
        const stranger = refused("id", "names no command that this device was given");
        intake.take(device, source, payload, stranger, stored);
      });
      return { accepted: 0, refusals: [] };
    }
    if (source.format === "owntracks" && source.transport === "mqtt") {
      answers.located(device.id, samples);
    }
    return intake.take(device, source, payload, decoded, stored);
  },
});
