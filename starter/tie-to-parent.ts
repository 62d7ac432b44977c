// Loaded into every process of the system: when the starter is killed, its children stop cleanly,
// and one that cannot start tells the starter why, in one sentence.
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.once("uncaughtExceptionMonitor", ({ message }) => process.send?.({ failed: message }));
