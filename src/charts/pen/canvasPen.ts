import { chartFont, type Box, type Pen, type Point } from "./pen";

const baselines = { top: "top", middle: "middle", bottom: "alphabetic" } as const;

function trace(context: CanvasRenderingContext2D, points: readonly Point[]) {
  context.beginPath();
  points.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
}

function hatch(context: CanvasRenderingContext2D, { left, top, width, height }: Box, color: string) {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.beginPath();
  for (let offset = -height; offset < width; offset += 7) {
    context.moveTo(left + offset, top + height);
    context.lineTo(left + offset + height, top);
  }
  context.stroke();
  context.restore();
}

/** Draws on a canvas whose transform already maps CSS pixels. */
export function canvasPen(context: CanvasRenderingContext2D): Pen {
  return {
    polyline(points, { color, width, dash = [], opacity = 1 }) {
      context.globalAlpha = opacity;
      context.strokeStyle = color;
      context.lineWidth = width;
      context.lineJoin = "round";
      context.setLineDash([...dash]);
      trace(context, points);
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 1;
    },
    polygon(points, fill, opacity) {
      context.globalAlpha = opacity;
      context.fillStyle = fill;
      trace(context, points);
      context.closePath();
      context.fill();
      context.globalAlpha = 1;
    },
    rectangle({ left, top, width, height }, fill, opacity = 1) {
      context.globalAlpha = opacity;
      context.fillStyle = fill;
      context.fillRect(left, top, width, height);
      context.globalAlpha = 1;
    },
    hatch: (box, color) => hatch(context, box, color),
    circle([x, y], radius, fill, opacity = 1) {
      context.globalAlpha = opacity;
      context.fillStyle = fill;
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fill();
      context.globalAlpha = 1;
    },
    text(
      [x, y],
      words,
      { color, anchor = "start", baseline = "middle", turned = false, size = 11, bold = false },
    ) {
      context.save();
      context.translate(x, y);
      if (turned) context.rotate(-Math.PI / 2);
      context.fillStyle = color;
      context.font = `${bold ? 600 : 400} ${size}px ${chartFont}`;
      context.textAlign = anchor === "middle" ? "center" : anchor;
      context.textBaseline = baselines[baseline];
      context.fillText(words, 0, 0);
      context.restore();
    },
    clip({ left, top, width, height }) {
      context.save();
      context.beginPath();
      context.rect(left, top, width, height);
      context.clip();
    },
    unclip: () => context.restore(),
  };
}
