/** Four times the input may take so many times as long; a square would be sixteen, the rest is noise. */
export const LINEAR = 8;

/** How many times as long `work` takes on four times the input; the best of some runs each. */
export function growth(work: (length: number) => unknown, length = 10_000): number {
  const best = (n: number) => {
    let least = Infinity;
    for (let run = 0; run < 5; run++) {
      const began = process.cpuUsage();
      work(n);
      const { user, system } = process.cpuUsage(began);
      least = Math.min(least, user + system);
    }
    return least;
  };
  work(length);
  // Two milliseconds either way are the collector's or the compiler's.
  return Math.max(0, best(4 * length) - 2_000) / Math.max(best(length), 500);
}
