/**
 * Nx answers Ctrl-C only while tasks run; before and after, the process now ends with status 130. Gives
 * whether Ctrl-C was pressed.
 */
export function answerInterrupts(): () => boolean {
  let interrupted = false;
  process.on('SIGINT', () => {
    interrupted = true;
    if (process.listenerCount('SIGINT') === 1) process.exit(130);
  });
  return () => interrupted;
}
