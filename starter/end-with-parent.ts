// Loaded into every process of the system: when the starter is killed, its children stop cleanly.
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
