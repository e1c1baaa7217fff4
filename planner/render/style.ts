import pc from "picocolors";

export type Paint = ReturnType<typeof pc.createColors>;

/** How text for a terminal looks: how wide it may be, and with or without colours. */
export interface Style {
  /** Columns of text. */
  readonly width: number;
  readonly paint: Paint;
}

/** A style; without colours, painting gives text back as it is. */
export function styleOf(width: number, colour: boolean): Style {
  return { width, paint: pc.createColors(colour) };
}

/** What a terminal's stream says of itself. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const defaultWidth = 100;
const narrowest = 60;
const widest = 140;

/**
 * The style that a stream can show. Colours are left out of a file or a pipe, where NO_COLOR is set (no-color.org), and
 * where `colour` is false; FORCE_COLOR brings them back for a pipe that can show them.
 */
export function styleFor(stream: Terminal, environment: NodeJS.ProcessEnv, colour: boolean): Style {
  const width = stream.columns ?? (Number.parseInt(environment.COLUMNS ?? "", 10) || defaultWidth);
  const forced = (environment.FORCE_COLOR ?? "0") !== "0";
  const muted = (environment.NO_COLOR ?? "") !== "" || environment.TERM === "dumb";
  const shown = colour && !muted && (stream.isTTY === true || forced);
  return styleOf(Math.min(widest, Math.max(narrowest, width)), shown);
}
