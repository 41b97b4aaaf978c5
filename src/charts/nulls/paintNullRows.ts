import { axisTicks } from "../axis/axisTicks";
import { formatTick } from "../format/formatNumber";
import type { Canvas } from "../PaintedPlot";
import { palette } from "../palette";
import type { Pen } from "../pen/pen";
import { strokeLine } from "../pen/strokeLine";
import type { NullRowsSpec } from "./prepareNullRows";

export const NULL_ROW_PX = 28;
const BOTTOM = 34;
const LETTER = 6.3;

export const nullRowsHeight = (rows: number) => 8 + Math.max(1, rows) * NULL_ROW_PX + BOTTOM;

/** Where rows lie: what the pointer and the painter agree on. */
export function nullRowsLayout(spec: NullRowsSpec, { width }: { width: number }) {
  const longest = (words: string[]) => Math.max(0, ...words.map((word) => word.length)) * LETTER;
  const left = Math.min(longest(spec.rows.map(({ label }) => label)) + 14, width * 0.4);
  const right = Math.min(longest(spec.rows.map(({ text }) => text)) + 14, width * 0.4);
  const [low, high] = spec.domain;
  const plotWidth = Math.max(1, width - left - right);
  return {
    left,
    right: left + plotWidth,
    top: (row: number) => 8 + row * NULL_ROW_PX,
    x: (z: number) => left + ((Math.min(high, Math.max(low, z)) - low) / (high - low)) * plotWidth,
    at: (y: number): number | null => {
      const row = Math.floor((y - 8) / NULL_ROW_PX);
      return row >= 0 && row < spec.rows.length ? row : null;
    },
  };
}

/** The null as a grey strip around its mean, the value as one dot, coloured only where it is told from the null. */
export function paintNullRows(
  pen: Pen,
  spec: NullRowsSpec,
  { selected, ...canvas }: Canvas & { selected: number | null },
) {
  const colors = palette[canvas.theme];
  const { left, right, top, x } = nullRowsLayout(spec, canvas);
  const bottom = top(spec.rows.length);
  const ticks = axisTicks({ kind: "linear", domain: spec.domain, pixels: right - left, spacing: 48 });
  for (const tick of ticks) {
    const opacity = tick === 0 ? 0.35 : 0.08;
    strokeLine(pen, [x(tick), 4], [x(tick), bottom], { color: colors.ink, width: 1, opacity });
    pen.text([x(tick), bottom + 10], formatTick(tick), { color: colors.inkSoft, anchor: "middle" });
  }
  const title = right - left > 260 ? "distance from the null’s mean, in its standard deviations" : "z";
  pen.text([(left + right) / 2, bottom + 25], title, { color: colors.inkSoft, anchor: "middle" });

  spec.rows.forEach(({ label, drawn, finding, text, reason }, row) => {
    const middle = top(row) + NULL_ROW_PX / 2;
    if (selected === row) {
      pen.rectangle(
        { left: 0, top: top(row), width: canvas.width, height: NULL_ROW_PX },
        colors.accent,
        0.12,
      );
    }
    pen.text([4, middle], label, { color: finding ? colors.ink : colors.inkSoft, bold: selected === row });
    if (!drawn) {
      const box = { left, top: top(row) + 4, width: canvas.width - left - 4, height: NULL_ROW_PX - 8 };
      pen.rectangle(box, colors.raised);
      pen.hatch(box, colors.ink + "26");
      const words = shortened(reason ?? "", Math.floor((box.width - 12) / (LETTER * 0.95)));
      pen.rectangle({ ...box, left: left + 3, width: words.length * LETTER }, colors.raised);
      pen.text([left + 6, middle], words, { color: colors.inkSoft });
      return;
    }
    const [from, to] = [x(drawn.low), x(drawn.high)];
    pen.rectangle({ left: from, top: middle - 6, width: to - from, height: 12 }, colors.null, 0.35);
    strokeLine(pen, [x(0), middle - 6], [x(0), middle + 6], { color: colors.null, width: 1.5 });
    pen.circle([x(drawn.z), middle], 5, finding ? colors.rare : colors.ink);
    const color = finding ? colors.ink : colors.inkSoft;
    pen.text([canvas.width - 4, middle], text, { color, anchor: "end", bold: finding });
  });
}

const shortened = (words: string, most: number) =>
  words.length <= most ? words : `${words.slice(0, Math.max(0, most - 1)).trimEnd()}…`;
