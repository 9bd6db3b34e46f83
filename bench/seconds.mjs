/** How long `work` takes, in seconds of two decimals. @param {() => void} work */
export function seconds(work) {
  const start = performance.now();
  work();
  return Number(((performance.now() - start) / 1000).toFixed(2));
}
