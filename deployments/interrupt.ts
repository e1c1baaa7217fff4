const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What is done at the first Ctrl-C and at the next. */
export interface Interruption {
  readonly first: () => void;
  readonly second: () => void;
}

/** Listens for Ctrl-C while something runs. A job that is told to end (SIGTERM, SIGHUP) ends the same way. */
export class Interrupts {
  #count = 0;
  readonly #listener: () => void;

  constructor({ first, second }: Interruption) {
    this.#listener = () => {
      this.#count += 1;
      if (this.#count === 1) first();
      if (this.#count === 2) second();
    };
    for (const signal of signals) process.on(signal, this.#listener);
  }

  /** True after the first one. */
  get asked(): boolean {
    return this.#count > 0;
  }

  stop(): void {
    for (const signal of signals) process.off(signal, this.#listener);
  }
}
