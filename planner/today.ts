/** Today's date as `YYYY-MM-DD`, which support windows are judged by. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
