/** A zone where it is about noon: whatever a test drove in the last hours was driven today. */
export const zoneAtNoon = (): string => {
  const aheadH = 12 - new Date().getUTCHours();
  // POSIX counts the other way round.
  return `Etc/GMT${aheadH > 0 ? "-" : "+"}${Math.abs(aheadH)}`;
};
