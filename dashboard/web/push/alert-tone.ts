import type { Severity } from "../../../contracts/detection/detection.ts";

/** Notes of each severity, Hz: the worse, the more there are and the higher they end. */
const NOTES_HZ: Readonly<Record<Severity, readonly number[]>> = {
  info: [660],
  warning: [660, 880],
  critical: [880, 1_175, 880, 1_175],
};
const NOTE_S = 0.14;
/** Quiet enough for an office; steeper edges would click. */
const LOUDNESS = 0.2;
const EDGE_S = 0.02;

let context: AudioContext | undefined;

/**
 * Plays the tone of a severity. Answers false where the browser lets a page make no sound before
 * somebody has clicked or typed in it.
 */
export const playTone = async (severity: Severity): Promise<boolean> => {
  context ??= new AudioContext();
  // A page nobody has touched stays suspended, and the promise waits for that without an end.
  if (context.state !== "running") void context.resume();
  if (context.state !== "running" && !navigator.userActivation.hasBeenActive) return false;
  await context.resume();
  const { currentTime, destination } = context;
  for (const [index, hz] of NOTES_HZ[severity].entries()) {
    const startS = currentTime + index * NOTE_S;
    const [note, gain] = [new OscillatorNode(context, { frequency: hz }), new GainNode(context)];
    gain.gain.setValueAtTime(0, startS);
    gain.gain.linearRampToValueAtTime(LOUDNESS, startS + EDGE_S);
    gain.gain.setValueAtTime(LOUDNESS, startS + NOTE_S - EDGE_S);
    gain.gain.linearRampToValueAtTime(0, startS + NOTE_S);
    note.connect(gain).connect(destination);
    note.start(startS);
    note.stop(startS + NOTE_S);
  }
  return true;
};
