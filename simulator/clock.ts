import { setTimeout as sleep } from "node:timers/promises";

/** Time in a simulated cloud: a cloud's second takes `scale` real ones. */
export class Clock {
  constructor(public scale: number) {}

  /** Waits for so many of the cloud's seconds. */
  async pass(seconds: number): Promise<void> {
    const milliseconds = seconds * this.scale * 1000;
    if (milliseconds >= 1) await sleep(milliseconds);
  }
}
