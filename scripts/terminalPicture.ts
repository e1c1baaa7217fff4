/** A piece of a line that looks the same throughout. */
interface Run {
  readonly text: string;
  readonly column: number;
  readonly look: Look;
}

interface Look {
  readonly colour: string;
  readonly bold: boolean;
}

// Columns and lines in pixels, wide enough for any monospaced font of this size.
const cell = { width: 8.4, height: 17, size: 14 };
const margin = { x: 20, top: 20, bottom: 16 };

const background = "#0d1117";
const foreground = "#d0d7de";
const dimmed = "#7d8590";

// Each readable on the background (contrast 4.5 or more).
const colours: Readonly<Record<string, string>> = {
  "30": dimmed,
  "31": "#ff7b72",
  "32": "#7ee787",
  "33": "#e3b341",
  "34": "#79c0ff",
  "35": "#d2a8ff",
  "36": "#56d4dd",
  "37": foreground,
  "90": dimmed,
};

const plain: Look = { colour: foreground, bold: false };

// Source: ECMA-48, SGR: 1 bold, 2 faint, 22 neither, 30 to 37 and 39 colours.
function after(look: Look, code: string): Look {
  if (code === "0" || code === "") return plain;
  if (code === "1") return { ...look, bold: true };
  if (code === "2") return { ...look, colour: dimmed };
  if (code === "22") return { colour: look.colour === dimmed ? foreground : look.colour, bold: false };
  if (code === "39") return { ...look, colour: foreground };
  return { ...look, colour: colours[code] ?? look.colour };
}

// What is between two colour codes, with the codes before it.
function* pieces(line: string): Generator<{ readonly codes: readonly string[]; readonly text: string }> {
  const [first = "", ...rest] = line.split("\u001b[");
  yield { codes: [], text: first };
  for (const part of rest) {
    const end = part.indexOf("m");
    yield { codes: part.slice(0, end).split(";"), text: part.slice(end + 1) };
  }
}

function runsOf(line: string): readonly Run[] {
  const runs: Run[] = [];
  let look = plain;
  let column = 0;
  for (const { codes, text } of pieces(line)) {
    look = codes.reduce(after, look);
    if (text === "") continue;
    const last = runs.at(-1);
    const joins = last !== undefined && last.look.colour === look.colour && last.look.bold === look.bold;
    if (joins) runs[runs.length - 1] = { ...last, text: last.text + text };
    else runs.push({ text, column, look });
    column += [...text].length;
  }
  return runs;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function pixels(value: number): string {
  return String(Math.round(value * 10) / 10);
}

// Viewers make one space of several, so words that stand apart are drawn apart.
function words(run: Run): readonly Run[] {
  let { column } = run;
  return run.text.split(/( {2,})/).flatMap((text) => {
    const word = { ...run, text: text.trimStart(), column: column + text.length - text.trimStart().length };
    column += [...text].length;
    return text.trim() === "" ? [] : [{ ...word, text: word.text.trimEnd() }];
  });
}

// Stretched to its columns, so that tables line up in whatever font the viewer has.
function drawn({ text, column, look }: Run, line: number): string {
  const x = margin.x + column * cell.width;
  const y = margin.top + line * cell.height + cell.size;
  const weight = look.bold ? ' font-weight="700"' : "";
  const length = pixels([...text].length * cell.width);
  return `<text x="${pixels(x)}" y="${pixels(y)}" textLength="${length}" fill="${look.colour}"${weight}>${escaped(text)}</text>`;
}

/**
 * Draws what a terminal shows as an SVG picture. The same text gives the same bytes.
 * @param lines the terminal's lines, with their colour codes
 * @param title what the picture is of, for those who cannot see it
 */
export function terminalPicture(lines: readonly string[], title: string): string {
  const rows = lines.map(runsOf);
  const columns = Math.max(
    0,
    ...rows.map((runs) => runs.reduce((most, run) => Math.max(most, run.column + run.text.length), 0)),
  );
  const width = Math.ceil(2 * margin.x + columns * cell.width);
  const height = Math.ceil(margin.top + lines.length * cell.height + margin.bottom);
  const texts = rows.flatMap((runs, line) => runs.flatMap(words).map((word) => drawn(word, line)));
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${background}"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace" font-size="${cell.size}" lengthAdjust="spacingAndGlyphs">`,
    ...texts,
    "</g>",
    "</svg>",
  ].join("\n")}\n`;
}
