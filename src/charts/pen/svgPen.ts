import { chartFont, type Pen, type Point } from "./pen";

const baselines = { top: "hanging", middle: "central", bottom: "alphabetic" } as const;
const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (words: string) => words.replace(/[&<>"]/g, (character) => escapes[character] ?? character);
const short = (value: number) => String(Math.round(value * 100) / 100);
const pairs = (points: readonly Point[]) => points.map(([x, y]) => `${short(x)},${short(y)}`).join(" ");

export interface SvgPen extends Pen {
  /** The finished document. */
  document(size: { width: number; height: number; background: string; title: string }): string;
}

/** Writes what is drawn as SVG: a standalone document, text as text. */
export function svgPen(): SvgPen {
  const parts: string[] = [];
  let clips = 0;
  const clipId = () => `clip-${++clips}`;
  return {
    polyline(points, { color, width, dash = [], opacity = 1 }) {
      parts.push(
        `<polyline points="${pairs(points)}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linejoin="round"` +
          `${dash.length > 0 ? ` stroke-dasharray="${dash.join(" ")}"` : ""}${opacity < 1 ? ` opacity="${opacity}"` : ""}/>`,
      );
    },
    polygon: (points, fill, opacity) =>
      void parts.push(`<polygon points="${pairs(points)}" fill="${fill}" opacity="${opacity}"/>`),
    rectangle({ left, top, width, height }, fill, opacity = 1) {
      const place = `x="${short(left)}" y="${short(top)}" width="${short(width)}" height="${short(height)}"`;
      parts.push(`<rect ${place} fill="${fill}"${opacity < 1 ? ` opacity="${opacity}"` : ""}/>`);
    },
    hatch({ left, top, width, height }, color) {
      const id = clipId();
      const lines: string[] = [];
      for (let offset = -height; offset < width; offset += 7) {
        lines.push(`M${short(left + offset)} ${short(top + height)}l${short(height)} ${short(-height)}`);
      }
      const box = `x="${short(left)}" y="${short(top)}" width="${short(width)}" height="${short(height)}"`;
      parts.push(`<clipPath id="${id}"><rect ${box}/></clipPath>`);
      parts.push(`<path d="${lines.join("")}" stroke="${color}" fill="none" clip-path="url(#${id})"/>`);
    },
    circle: ([x, y], radius, fill, opacity = 1) =>
      void parts.push(
        `<circle cx="${short(x)}" cy="${short(y)}" r="${radius}" fill="${fill}" opacity="${opacity}"/>`,
      ),
    text(
      [x, y],
      words,
      { color, anchor = "start", baseline = "middle", turned = false, size = 11, bold = false },
    ) {
      const turn = turned ? ` transform="rotate(-90 ${short(x)} ${short(y)})"` : "";
      parts.push(
        `<text x="${short(x)}" y="${short(y)}" fill="${color}" font-size="${size}"${bold ? ' font-weight="600"' : ""}` +
          ` text-anchor="${anchor}" dominant-baseline="${baselines[baseline]}"${turn}>${escaped(words)}</text>`,
      );
    },
    clip({ left, top, width, height }) {
      const id = clipId();
      const box = `x="${short(left)}" y="${short(top)}" width="${short(width)}" height="${short(height)}"`;
      parts.push(`<clipPath id="${id}"><rect ${box}/></clipPath><g clip-path="url(#${id})">`);
    },
    unclip: () => void parts.push("</g>"),
    document: ({ width, height, background, title }) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
      `font-family="${escaped(chartFont)}"><title>${escaped(title)}</title>` +
      `<rect width="${width}" height="${height}" fill="${background}"/>${parts.join("")}</svg>\n`,
  };
}
