/*
 * What is known of fuel gauges, for whoever detects by one and whoever judges what one could have
 * shown.
 */

/** From the median absolute deviation to sigma, for what is normally distributed. */
export const SIGMA_PER_MAD = 1.4826;
/** The coarsest gauge known has eight steps, % of tank. */
export const COARSEST_STEP_PCT = 12.5;
/** Two levels on the edges of their steps differ by one with nothing gone, and by two after a step's worth. */
export const TELLING_STEPS = 1.5;
