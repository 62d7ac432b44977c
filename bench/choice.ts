/** Every benchmark, or the one that a name asks for; none for a name that no benchmark has. */
export const chosen = <Benchmark>(
  benchmarks: Readonly<Record<string, Benchmark>>,
  name: string | undefined,
): readonly Benchmark[] => {
  if (name === undefined) return Object.values(benchmarks);
  const named = benchmarks[name];
  return named === undefined ? [] : [named];
};
